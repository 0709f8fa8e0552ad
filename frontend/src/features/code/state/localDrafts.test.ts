// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { EMPTY_DRAFT } from "./draft";
import { LocalDrafts } from "./localDrafts";

describe("LocalDrafts", () => {
  beforeEach(() => localStorage.clear());
  const ada = () => new LocalDrafts("ml", 1, "ada");

  it("keeps unsent drafts of one rater in one round", () => {
    ada().put(12, { draft: EMPTY_DRAFT, revision: 2 });
    ada().put(3, { draft: EMPTY_DRAFT, revision: 0 });
    expect(ada().units()).toEqual([3, 12]);
    expect(ada().get(12)).toEqual({ draft: EMPTY_DRAFT, revision: 2 });
    expect(new LocalDrafts("ml", 1, "bo").units()).toEqual([]);
    expect(new LocalDrafts("ml", 2, "ada").get(12)).toBeNull();
  });

  it("gives a repeated submit the same key, a changed answer another one", () => {
    const key = ada().submitKey(1, "answer");
    expect(ada().submitKey(1, "answer")).toBe(key);
    expect(ada().submitKey(1, "another answer")).not.toBe(key);
    ada().removeSubmitted(1);
    expect(ada().submitKey(1, "answer")).not.toBe(key);
  });

  it("ignores an invalid entry", () => {
    localStorage.setItem("intercoder:ml/1/ada/draft/5", "{");
    expect(ada().get(5)).toBeNull();
  });

  it("reports a browser that stores nothing", () => {
    const full = {
      ...localStorage,
      setItem: () => {
        throw new Error("full");
      },
    } as unknown as Storage;
    expect(new LocalDrafts("ml", 1, "ada", full).put(1, { draft: EMPTY_DRAFT, revision: 0 })).toBe(false);
  });
});
