/** What a reader sees on the page of shared corpora. */
import { listed } from "../../shared/text/list";

export const texts = {
  title: "Shared corpora",
  lead: "Every study has a corpus of its own, into which its leads import. Studies can also draw their samples from these corpora, into which only their maintainers import.",
  none: "No shared corpus yet",
  noneHelp:
    "Create a study and import into its own corpus. An administrator can make a corpus that several studies share.",
  noneHelpAdmin: "Make one if several studies draw their samples from the same advisories.",
  make: "Make a shared corpus",
  maintained: "you maintain it",
  maintainers: (names: readonly string[]) =>
    names.length ? `Maintained by ${listed(names)}.` : "It has no maintainer, so nobody can import into it.",
  change: "Change",
  changeCorpus: (name: string) => `Change ${name}`,
  name: "Name",
  slug: "Short name",
  slugHelp: "For addresses and commands: small letters, digits and hyphens. It cannot be changed.",
  people: "Maintainers",
  peopleHelp: "User names. They import into the corpus, undo imports, and split or join its advisories.",
  save: "Save",
  cancel: "Cancel",
};
