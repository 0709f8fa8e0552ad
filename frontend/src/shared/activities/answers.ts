/** The answers about the activities of a project: yes, no or cannot tell for each. */

export type Answer = "yes" | "no" | "unclear";
export const ANSWERS: readonly Answer[] = ["yes", "no", "unclear"];
/** The key that gives an answer to the open row. */
export const ANSWER_KEYS: Readonly<Record<Answer, string>> = { yes: "y", no: "n", unclear: "u" };

/** Code → answer; a code without one is not answered yet. */
export type Answers = Readonly<Record<number, Answer>>;

interface Answered {
  codes: readonly { id: number }[];
  unclear: readonly { id: number }[];
}

/** The answers of a coding or decision: a code that it neither gives nor leaves unclear is no. */
export function answersOf({ codes, unclear }: Answered, activities: readonly number[]): Answers {
  const answer = (id: number): Answer => {
    if (codes.some((code) => code.id === id)) return "yes";
    return unclear.some((code) => code.id === id) ? "unclear" : "no";
  };
  return Object.fromEntries(activities.map((id) => [id, answer(id)]));
}

/** The answers that all have in common. */
export function commonAnswers(all: readonly Answers[], activities: readonly number[]): Answers {
  const [first = {}, ...others] = all;
  const isCommon = (id: number) => others.every((answers) => answers[id] === first[id]);
  return Object.fromEntries(activities.flatMap((id) => (first[id] && isCommon(id) ? [[id, first[id]]] : [])));
}

export const withAnswer = (answers: Answers, answer: Answer): number[] =>
  Object.keys(answers)
    .map(Number)
    .filter((id) => answers[id] === answer);

export const sameAnswers = (a: Answers, b: Answers, activities: readonly number[]): boolean =>
  activities.every((id) => a[id] === b[id]);
