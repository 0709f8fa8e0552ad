import type { ReadingOptions } from "../../../api/ratings";

/** Files of ratings, how they are read, the files beside them, and the settings of the study. */
export interface FilesOfStudy {
  files: readonly File[];
  options: ReadingOptions;
  beside: Partial<Record<"advisories" | "decisions" | "codebook" | "matching", readonly File[]>>;
  values: Record<string, string>;
}
