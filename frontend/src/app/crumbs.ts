export type Crumb = { path: string; label: string };

const PLACES: Record<string, string> = {
  corpus: "Corpus",
  advisories: "Corpus",
  imports: "Imports",
  import: "Import",
  "import-study": "Study from a project",
  account: "Account",
  screening: "Screening",
  sample: "Sample",
  codebook: "Codebook",
  rounds: "Rounds",
  releases: "Release",
  members: "Members",
  history: "History",
  code: "Code",
  match: "Match",
  agreement: "Agreement",
  adjudicate: "Adjudicate",
};

/** Where an address lies, from the outside in: the study, the place, the round, the step. */
export function crumbs(pathname: string, study: string): Crumb[] {
  const words = pathname.split("/").filter(Boolean);
  return words.flatMap((word, index): Crumb[] => {
    const path = `/${words.slice(0, index + 1).join("/")}`;
    const before = words[index - 1];
    if (before === "studies") return [{ path, label: study }];
    if (before === "rounds") return [{ path, label: `Round ${word}` }];
    if (before === "advisories") return [{ path, label: word }];
    const label = PLACES[word];
    if (word === "advisories") return [{ path: "/corpus", label: "Corpus" }];
    // The rounds' list is named by the round that follows it.
    if (!label || (word === "rounds" && words[index + 1])) return [];
    return [{ path, label }];
  });
}
