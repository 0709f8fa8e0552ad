/** What a user reads on the page that checks a sheet. */

export const texts = {
  title: "Check a sheet",
  lead: "How are these ratings read, what is odd about them, and how far do the raters agree? Nothing is stored, and no study is needed.",
};
