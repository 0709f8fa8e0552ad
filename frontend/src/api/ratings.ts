/** Files of ratings, and how they are to be read. */

import { ApiError, post, type Schemas } from "./client";
import { carriedTogether, type Sent } from "./uploads";

export type CheckedSheet = Schemas["CheckedSheet"];
export type SheetReport = Schemas["SheetReport"];
export type SheetTable = Schemas["SheetTable"];
export type SheetColumn = Schemas["SheetColumn"];
export type Role = SheetColumn["role"];
export type ReadingAsk = SheetNeeded["asks"][number];
export type SheetReading = Schemas["Reading"];
type SheetNeeded = Schemas["SheetNeeded"];

/** Options of a reading by their names in the API. */
export type ReadingOptions = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Read files of ratings without a study. Nothing is stored. */
export async function readRatings(
  files: readonly File[],
  options: ReadingOptions,
  report: Sent,
): Promise<CheckedSheet> {
  const body = { ...(await carriedTogether(files, report)), reading: JSON.stringify(options) };
  // The description of the API has the files as one type of body and the uploads as another.
  return post("/ratings/read/", { body: body as never });
}

/** What a refused reading asks; nothing for another error. */
export function asksOf(error: unknown): ReadingAsk[] {
  if (!(error instanceof ApiError) || error.code !== "reading_needed") return [];
  return (error.body as SheetNeeded).asks;
}

/** The first rows that a refused reading has seen. */
export function tablesOf(error: unknown): SheetTable[] {
  if (!(error instanceof ApiError)) return [];
  return (error.body as Partial<SheetNeeded> | null)?.tables ?? [];
}
