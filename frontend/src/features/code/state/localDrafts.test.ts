import { beforeEach, describe, expect, it } from "vitest";
import { NO_ANSWER } from "./draft";
import { Shelf } from "./localDrafts";

describe("Shelf", () => {
  beforeEach(() => localStorage.clear());
  const ada = () => new Shelf("ml", 1, "ada");

  it("keeps unsent drafts of one rater in one round", () => {
    ada().put(12, { answer: NO_ANSWER, revision: 2 });
    ada().put(3, { answer: NO_ANSWER, revision: 0 });
    expect(ada().units()).toEqual([3, 12]);
    expect(ada().get(12)).toEqual({ answer: NO_ANSWER, revision: 2 });
    expect(new Shelf("ml", 1, "bo").units()).toEqual([]);
    expect(new Shelf("ml", 2, "ada").get(12)).toBeNull();
  });

  it("gives a repeated submit the same key, a changed answer another one", () => {
    const key = ada().submitKey(1, "answer");
    expect(ada().submitKey(1, "answer")).toBe(key);
    expect(ada().submitKey(1, "another answer")).not.toBe(key);
    ada().submitted(1);
    expect(ada().submitKey(1, "answer")).not.toBe(key);
  });

  it("takes a spoilt entry for none", () => {
    localStorage.setItem("intercoder:ml/1/ada/draft/5", "{");
    expect(ada().get(5)).toBeNull();
  });

  it("says when the browser keeps nothing", () => {
    const full = {
      ...localStorage,
      setItem: () => {
        throw new Error("full");
      },
    } as unknown as Storage;
    expect(new Shelf("ml", 1, "ada", full).put(1, { answer: NO_ANSWER, revision: 0 })).toBe(false);
  });
});
