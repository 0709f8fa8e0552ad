/** Which activities of a project have no answer yet. */
import { answerOf, type CodingDraft } from "./draft";

export const unanswered = (draft: CodingDraft, activities: readonly number[]): number[] =>
  activities.filter((code) => answerOf(draft, code) === null);
