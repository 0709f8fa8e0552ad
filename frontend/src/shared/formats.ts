import { type Meta, useMeta } from "../api/meta";

type Format = Meta["formats"][number];

/** The formats in which the program writes `contents`, from the server's table. */
export function useWrittenFormats(contents: string): Format[] {
  return useMeta().formats.filter((format) => format.contents === contents && format.writes);
}
