import { describe, expect, it } from "vitest";
import { ariaSort, nextOrder, orderOf } from "./order";

describe("nextOrder", () => {
  it("starts with the newest and the most severe", () => {
    expect(nextOrder("", "published")).toBe("-published");
    expect(nextOrder("title", "severity")).toBe("-severity");
    expect(nextOrder("", "title")).toBe("title");
  });

  it("reverses the order on the next click on the same heading", () => {
    expect(nextOrder("-published", "published")).toBe("published");
    expect(nextOrder("published", "published")).toBe("-published");
  });
});

describe("ariaSort", () => {
  it("names the direction of the sorted column only", () => {
    expect(ariaSort("-published", "published")).toBe("descending");
    expect(ariaSort("-published", "title")).toBe("none");
    expect(ariaSort("title", "title")).toBe("ascending");
  });
});

describe("orderOf", () => {
  it("ignores orders that the server would refuse", () => {
    expect(orderOf(new URLSearchParams("order=-published"), false)).toBe("-published");
    expect(orderOf(new URLSearchParams("order=nonsense"), false)).toBe("");
    expect(orderOf(new URLSearchParams("order=-severity"), true)).toBe("");
    expect(orderOf(new URLSearchParams(""), false)).toBe("");
  });
});
