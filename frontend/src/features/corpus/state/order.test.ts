import { describe, expect, it } from "vitest";
import { ariaSort, orderOf, pressed } from "./order";

describe("pressed", () => {
  it("begins with the newest and the most severe", () => {
    expect(pressed("", "published")).toBe("-published");
    expect(pressed("title", "severity")).toBe("-severity");
    expect(pressed("", "title")).toBe("title");
  });

  it("turns round when the same heading is pressed again", () => {
    expect(pressed("-published", "published")).toBe("published");
    expect(pressed("published", "published")).toBe("-published");
  });
});

describe("ariaSort", () => {
  it("names the one column that sorts", () => {
    expect(ariaSort("-published", "published")).toBe("descending");
    expect(ariaSort("-published", "title")).toBe("none");
    expect(ariaSort("title", "title")).toBe("ascending");
  });
});

describe("orderOf", () => {
  it("takes no order that the server would refuse", () => {
    expect(orderOf(new URLSearchParams("order=-published"), false)).toBe("-published");
    expect(orderOf(new URLSearchParams("order=nonsense"), false)).toBe("");
    expect(orderOf(new URLSearchParams("order=-severity"), true)).toBe("");
    expect(orderOf(new URLSearchParams(""), false)).toBe("");
  });
});
