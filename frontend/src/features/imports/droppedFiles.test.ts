import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { dropped, FILES_AT_ONCE, packed } from "./droppedFiles";

const file = (name: string) => ({
  name,
  isFile: true,
  file: (good: (found: File) => void) => good(new File(["{}"], name)),
});

/** Gives its entries two at a time, as a browser gives a hundred. */
const folder = (name: string, entries: object[]) => ({
  name,
  isFile: false,
  createReader: () => {
    const left = [...entries];
    return { readEntries: (good: (found: object[]) => void) => good(left.splice(0, 2)) };
  },
});

const items = (...entries: (object | null)[]) =>
  entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList;

describe("dropped", () => {
  it("names the files of folders by their paths and leaves hidden ones out", async () => {
    const inner = folder("2024", [file("b.json"), file(".DS_Store"), file("c.json")]);
    const found = await dropped(items(file("a.json"), folder("osv", [inner, file("d.json")]), null));
    expect(found.map(({ name }) => name)).toEqual([
      "a.json",
      "osv/2024/b.json",
      "osv/2024/c.json",
      "osv/d.json",
    ]);
  });
});

describe("packed", () => {
  const some = (count: number, folder = "") =>
    Array.from({ length: count }, (_, n) => new File([`{"id": ${n}}`], `${folder}${n}.json`));

  it("leaves a few files alone", async () => {
    const files = some(FILES_AT_ONCE);
    expect(await packed(files)).toBe(files);
  });

  it("makes one archive of a folder, and of very many files", async () => {
    for (const [files, name] of [
      [some(2, "osv/"), "osv.zip"],
      [some(FILES_AT_ONCE + 1), "files.zip"],
    ] as const) {
      const [archive] = await packed([...files]);
      expect(archive?.name).toBe(name);
      const inside = unzipSync(new Uint8Array((await archive?.arrayBuffer()) ?? new ArrayBuffer(0)));
      expect(Object.keys(inside)).toEqual(files.map((one) => one.name));
      expect(new TextDecoder().decode(inside[files[1]?.name ?? ""])).toBe('{"id": 1}');
    }
  });
});
