import { expect, it } from "vitest";
import { answersOf, commonAnswers, sameAnswers, withAnswer } from "./answers";

const ids = (...codes: number[]) => codes.map((id) => ({ id }));

it("reads a code that is neither given nor unclear as no", () => {
  const answers = answersOf({ codes: ids(1), unclear: ids(3) }, [1, 2, 3]);
  expect(answers).toEqual({ 1: "yes", 2: "no", 3: "unclear" });
  expect(withAnswer(answers, "no")).toEqual([2]);
});

it("has in common only what all answer alike", () => {
  const one = answersOf({ codes: ids(1), unclear: [] }, [1, 2, 3]);
  const other = answersOf({ codes: ids(1, 2), unclear: ids(3) }, [1, 2, 3]);
  expect(commonAnswers([one, other], [1, 2, 3])).toEqual({ 1: "yes" });
  expect(commonAnswers([], [1])).toEqual({});
  expect(sameAnswers(one, other, [1])).toBe(true);
  expect(sameAnswers(one, other, [1, 2])).toBe(false);
});
