/** What a user reads on the home page of a study. */

export const texts = {
  page: {
    steps: "Steps of the method",
    events: "Latest events",
    history: "Show the history",
  },
  offered: {
    title: (roles: string) => `The lead asks you to be ${roles}`,
    help: "The raters of a planned or open round see no severity, CVSS or CWE unless its plan shows them.",
    accept: "Accept",
    decline: "Decline",
  },
  edit: {
    open: "Edit the study",
    title: "Title, question and licence",
    studyTitle: "Title",
    question: "Research question (optional)",
    licence: "Licence of the released data (optional)",
    licenceHelp: "SPDX identifier, shown in the next release",
    save: "Save the changes",
  },
};
