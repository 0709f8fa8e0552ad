/** Sets the stored colour scheme before anything is drawn. Mantine manages it afterwards. */

const stored = window.localStorage.getItem("mantine-color-scheme-value");
const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
const scheme = stored === "light" || stored === "dark" ? stored : dark ? "dark" : "light";
document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
