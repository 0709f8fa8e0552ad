/** Milliseconds between two requests for what the server changes without the page. */
export const POLL_INTERVAL = {
  /** A running job that the page shows. */
  job: 1_000,
  /** The jobs in the header while one runs, and while none runs. */
  runningJobs: 2_000,
  idleJobs: 60_000,
  /** The decisions and remarks of other members on a unit. */
  discussion: 10_000,
  /** The progress of other members in a round or with a release. */
  progress: 30_000,
} as const;
