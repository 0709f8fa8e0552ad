import { expect, it } from "vitest";
import { historyCounts } from "./history";

it("counts change requests that their author merged apart", () => {
  const values = { requests: 10, own: 3, by_another: 2, pushed: 5 };
  expect(historyCounts([{ probe: "review.by_another", values }])).toEqual({
    change_request: 7,
    own_merge: 3,
    by_another: 2,
    pushed: 5,
  });
});

it("has no counts without a history", () => {
  expect(historyCounts([{ probe: "review.by_another", values: {} }])).toBeNull();
  expect(historyCounts([{ probe: "review.owners", values: { pushed: 3 } }])).toBeNull();
});
