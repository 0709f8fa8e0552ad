/** Answers of the API for component tests: an inspected project with its evidence. */
import type { Evidence, Project, Snapshot } from "../features/projects/api";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

export const project = (changes: Partial<Project> = {}): Project => ({
  slug: "parser",
  name: "Parser",
  own_name: "Parser",
  joined_into: null,
  identities: [],
  address: "github.com/o/parser",
  snapshots: [brief(1)],
  ...changes,
});

export const brief = (number: number, changes: Partial<Project["snapshots"][number]> = {}) => ({
  number,
  address: "github.com/o/parser",
  source: "clone" as const,
  commit: COMMIT,
  committed_at: "2026-01-15T10:00:00Z",
  rules: "1",
  inspected_at: "2026-02-01T10:00:00Z",
  url: `https://github.com/o/parser/commit/${COMMIT}`,
  ...changes,
});

export const snapshot = (number: number, changes: Partial<Snapshot> = {}): Snapshot => ({
  ...brief(number),
  branch: "main",
  files: 1200,
  files_read: 40,
  bytes_read: 1_572_864,
  history: { commits: 20, complete: true, reason: "" },
  submodules: ["libs/json"],
  problems: [{ path: ".github/workflows/bad.yml", reason: "Line 3 is not YAML." }],
  ossfuzz: "2026-01-01",
  sha256: "aa11",
  document: { title: "Parser", html: "<h2>Parser</h2>", text: "Parser" },
  activities: [
    {
      name: "ci_testing",
      label: "CI-based testing",
      suggestion: "yes",
      reason: "pytest runs on pull requests.",
      evidence: [1],
    },
    {
      name: "code_review",
      label: "Code review",
      suggestion: "cannot_tell",
      reason: "Too few.",
      evidence: [],
    },
  ],
  hidden: "",
  ...changes,
});

export const evidence = (number: number, changes: Partial<Evidence> = {}): Evidence => ({
  number,
  activity: "ci_testing",
  probe: "ci.runs_tests",
  outcome: "true",
  reason: "",
  path: ".github/workflows/ci.yml",
  line: 12,
  line_end: 14,
  excerpt: "- run: pytest",
  url: `https://github.com/o/parser/blob/${COMMIT}/.github/workflows/ci.yml#L12`,
  tool: "pytest",
  scope: "change",
  state: "enabled",
  values: {},
  source: "clone",
  start: 0,
  end: 6,
  ...changes,
});
