/** Sets the remembered colour scheme before anything is drawn; Mantine takes over from there. */

const remembered = window.localStorage.getItem("mantine-color-scheme-value");
const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
const scheme = remembered === "light" || remembered === "dark" ? remembered : dark ? "dark" : "light";
document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
