import { expect, it } from "vitest";
import type { Round } from "../../../api/studies";
import type { Disagreement } from "../api";
import { participation } from "./discussion";

const round = (more: Partial<Round> = {}) =>
  ({
    state: "closed",
    resolution_method: "discussion_then_final_rater",
    final_rater: "cleo",
    ...more,
  }) as Round;
const unit = (by?: string | null) =>
  ({
    codings: [{ rater: "ada" }, { rater: "bo" }],
    decision: by === undefined ? null : { by },
  }) as Disagreement;

it("lets raters of the unit take a position until a person has decided it", () => {
  expect(participation(round(), unit(), "bo", ["rater"])).toEqual({
    mayComment: true,
    mayTakePosition: true,
  });
  expect(participation(round(), unit(null), "bo", ["rater"])).toEqual({
    mayComment: true,
    mayTakePosition: true,
  });
  expect(participation(round(), unit("cleo"), "bo", ["rater"])).toEqual({
    mayComment: true,
    mayTakePosition: false,
  });
});

it("lets adjudicators comment and others read", () => {
  expect(participation(round(), unit(), "cleo", [])).toEqual({ mayComment: true, mayTakePosition: false });
  expect(participation(round(), unit(), "lea", ["lead"])).toEqual({
    mayComment: true,
    mayTakePosition: false,
  });
  expect(participation(round(), unit(), "vic", ["viewer"])).toEqual({
    mayComment: false,
    mayTakePosition: false,
  });
});

it("has no discussion if none is planned, and none after its end or after settling", () => {
  for (const codingRound of [
    round({ resolution_method: "final_rater" }),
    round({ state: "settled" }),
    round({ discussion_ended_at: "x" }),
  ]) {
    expect(participation(codingRound, unit(), "bo", ["rater"])).toEqual({
      mayComment: false,
      mayTakePosition: false,
    });
  }
});
