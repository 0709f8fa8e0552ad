/** Ecosystems to choose from, as each source spells them. */
export const ECOSYSTEMS = {
  github: [
    "actions",
    "composer",
    "erlang",
    "go",
    "maven",
    "npm",
    "nuget",
    "pip",
    "pub",
    "rubygems",
    "rust",
    "swift",
  ],
  osv: [
    "crates.io",
    "GitHub Actions",
    "Go",
    "Hex",
    "Maven",
    "npm",
    "NuGet",
    "Packagist",
    "Pub",
    "PyPI",
    "RubyGems",
  ],
} as const;

export type Days = { from: string; to: string };

/** A range of days in the syntax of GitHub: 2024-01-01..2024-12-31, >=2024-01-01, <=2024-12-31. */
export function daysOf({ from, to }: Days): string {
  if (from && to) return `${from}..${to}`;
  if (from) return `>=${from}`;
  return to ? `<=${to}` : "";
}
