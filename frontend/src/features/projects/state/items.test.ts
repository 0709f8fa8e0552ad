import { expect, it } from "vitest";
import { fileItems, nameOf, problemOf, readAddresses, withItems } from "./items";

const HASH = "0123456789abcdef0123456789abcdef01234567";

it("reads one address per line, with the commit after it", () => {
  const items = readAddresses(
    `https://github.com/o/Parser.git\n\n  github.com/o/tools/  ${HASH.toUpperCase()}\r\n`,
  );
  expect(items.map(({ name, address, commit }) => [name, address, commit])).toEqual([
    ["Parser", "https://github.com/o/Parser.git", ""],
    ["tools", "github.com/o/tools/", HASH],
  ]);
});

it("names a project by the last part of its address or file", () => {
  expect(["git@github.com:o/a.git", "serve-1.2.tar.gz", "b.zip", "c.json"].map(nameOf)).toEqual([
    "a",
    "serve-1.2",
    "b",
    "c",
  ]);
});

it("keeps an address once, and each of two commits of it", () => {
  const first = readAddresses("https://github.com/o/a");
  const further = readAddresses(`github.com/O/a.git\ngithub.com/o/a ${HASH}`);
  expect(withItems(first, further).map(({ commit }) => commit)).toEqual(["", HASH]);
});

it("requires a name, and at least seven digits of a hash", () => {
  const [item] = fileItems([new File([""], "a.zip")]);
  if (!item) throw new Error("There is no item.");
  expect(problemOf(item)).toBeNull();
  expect(problemOf({ ...item, name: " " })).toBe("name");
  expect(problemOf({ ...item, commit: "abc" })).toBe("commit");
  expect(problemOf({ ...item, commit: "abcdef1" })).toBeNull();
});

it("lets results of OpenSSF Scorecard name their projects themselves", () => {
  const [item] = fileItems([new File(["{}"], "results.json")]);
  if (!item) throw new Error("There is no item.");
  expect(item.name).toBe("");
  expect(problemOf(item)).toBeNull();
});
