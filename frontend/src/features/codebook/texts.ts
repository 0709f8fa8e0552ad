/** What a reader sees on the pages of the codebook. */
import { counted } from "../../shared/text/count";
import type { MergeEffect } from "./api";

const codes = (count: number) => counted(count, "code");

export const texts = {
  page: {
    title: "Codebook",
    lead: "The codes that all raters share, each with its definition and when to use it.",
    add: "Add a code",
    import: "Import",
    emptyTitle: "No shared code yet",
    empty:
      "In open coding, each rater creates codes, and matching turns them into this codebook. For a round with a shared or fixed codebook, write the codes here first or import them from another program.",
  },
  downloads: {
    open: "Download",
    changeLog: "Change log",
  },
  nextColour: "Without a choice, the code gets the next free colour.",
  form: {
    title: "Code",
    newTitle: "New code",
    close: "Close",
    save: "Save",
    add: "Add the code",
    retire: "Retire",
    restore: "Restore",
    retired: "A retired code can no longer be chosen. Codings that have it keep it.",
    merged: (label: string) => `Merged into “${label}”. Restoring this code undoes the merge.`,
  },
  list: {
    retired: " · retired",
    noDefinition: "No definition yet.",
    showRetired: "Show retired codes",
  },
  order: {
    title: "Order of the codes",
    none: "The codes have no order.",
    is: (order: string) => `The codes have an order, ${order}.`,
    unplaced: (label: string) =>
      `“${label}” has no place in it yet. A round with this codebook can open when all codes have a place.`,
    state: "Order the codes",
    change: "Change the order",
    help: "Put the codes from low to high. Agreement in a round with this codebook can then count a disagreement by the number of steps. The order is fixed when the round opens; raters see it while they code.",
    list: "Codes from low to high",
    down: (label: string) => `Move “${label}” towards low`,
    up: (label: string) => `Move “${label}” towards high`,
    moved: (label: string, position: number, count: number) => `“${label}” is now ${position} of ${count}.`,
    scored: "Give each code a score",
    scoredHelp: "Without scores, the steps between neighbouring codes are equal.",
    scoreOf: (position: number, label: string) => `Score of place ${position}, ${label}`,
    save: "Save the order",
    cancel: "Cancel",
    remove: "Remove the order",
  },
  code: { empty: "This code has no description yet." },
  colours: {
    "#332288": "Indigo",
    "#88ccee": "Cyan",
    "#44aa99": "Teal",
    "#117733": "Green",
    "#999933": "Olive",
    "#ddcc77": "Sand",
    "#cc6677": "Rose",
    "#882255": "Wine",
    "#aa4499": "Purple",
    "#777777": "Grey",
  },
  merge: {
    open: "Merge into another code …",
    title: (label: string) => `Merge “${label}”`,
    consequence: (label: string) =>
      `“${label}” can no longer be chosen. In every closed round it is read as the other code. First ratings do not change.`,
    into: "Merge into",
    reason: "Why do both codes mean the same?",
    cancel: "Cancel",
    confirm: "Merge",
    noEffect: (closed: number) =>
      closed === 0
        ? "No round is closed yet, so no agreement changes."
        : "No closed round uses this code, so no agreement and no decision changes.",
    effect: (
      { round, settled, units, decided, resolved }: MergeEffect,
      coefficient: string,
      before: string,
      after: string,
    ) => {
      const changes = [
        `raters gave the code to ${counted(units, "unit")}`,
        `${counted(decided, "decision")} with the code`,
        ...(resolved > 0 ? [`${counted(resolved, "disagreement")} resolved by the merge`] : []),
        `${coefficient} ${before} → ${after}`,
      ];
      return `Round ${round}${settled ? " (settled)" : ""}: ${changes.join("; ")}.`;
    },
    undefined: "undefined",
  },
  versions: {
    title: "Frozen versions",
    freeze: "Freeze a version",
    none: "No version yet. A version is frozen automatically when a round with a fixed codebook opens and when a release is published.",
    heading: (number: number, count: number) => `Version ${number}: ${codes(count)}`,
    by: (name: string) => `, by ${name}`,
    added: (label: string) => `“${label}” was added.`,
    removed: (label: string) => `“${label}” was removed.`,
    changed: (label: string, fields: string[]) => `“${label}”: ${fields.join(", ").toLowerCase()} changed.`,
  },
  import: {
    title: "Import a codebook",
    lead: "A REFI-QDA codebook (.qdc), or the codes of a project (.qdpx), from NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette or another program.",
    back: "Back to the codebook",
    leadOnlyTitle: "Only the study lead can import codes",
    leadOnly: "Send the file to the lead of the study.",
    file: "Codebook file",
    what: "a .qdc or .qdpx file",
    limits: "At most 5 MB and 1,000 codes. You see a preview first. It changes nothing.",
    summary: (file: string, sentence: string) => `${file}: ${sentence}`,
    wouldBeAdded: "To be added",
    added: "Added",
    present: "Already in the codebook (unchanged)",
    remarks: "Changed or skipped",
    confirm: (count: number) => `Add ${codes(count)}`,
    preview: (added: number, present: number) =>
      `${added ? `${codes(added)} to add` : "nothing to add"}${alreadyPresent(present)}.`,
    result: (added: number, present: number) => `${codes(added)} added${alreadyPresent(present)}.`,
  },
};

function alreadyPresent(count: number): string {
  return count ? `, ${codes(count)} already in the codebook` : "";
}
