import { expect, it } from "vitest";
import type { Round } from "../../../api/studies";
import type { Disagreement } from "../api";
import { voiceIn } from "./discussion";

const round = (more: Partial<Round> = {}) =>
  ({ state: "closed", settling: "discussion_then_final_rater", final_rater: "cleo", ...more }) as Round;
const unit = (by?: string | null) =>
  ({
    answers: [{ rater: "ada" }, { rater: "bo" }],
    decision: by === undefined ? null : { by },
  }) as Disagreement;

it("lets raters of the unit move until somebody has decided it", () => {
  expect(voiceIn(round(), unit(), "bo", ["rater"])).toEqual({ talks: true, moves: true });
  expect(voiceIn(round(), unit(null), "bo", ["rater"])).toEqual({ talks: true, moves: true });
  expect(voiceIn(round(), unit("cleo"), "bo", ["rater"])).toEqual({ talks: true, moves: false });
});

it("lets the desk talk and others read", () => {
  expect(voiceIn(round(), unit(), "cleo", [])).toEqual({ talks: true, moves: false });
  expect(voiceIn(round(), unit(), "lea", ["lead"])).toEqual({ talks: true, moves: false });
  expect(voiceIn(round(), unit(), "vic", ["viewer"])).toEqual({ talks: false, moves: false });
});

it("has no discussion where none was planned, or after settling", () => {
  for (const one of [
    round({ settling: "final_rater" }),
    round({ state: "settled" }),
    round({ discussion_ended_at: "x" }),
  ]) {
    expect(voiceIn(one, unit(), "bo", ["rater"])).toEqual({ talks: false, moves: false });
  }
});
