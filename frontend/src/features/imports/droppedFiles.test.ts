import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { dropped, FILES_AT_ONCE, packed } from "./droppedFiles";

const file = (name: string) => ({
  name,
  isFile: true,
  file: (onFile: (file: File) => void) => onFile(new File(["{}"], name)),
});

/** A folder that is read two entries at a time. A browser reads a hundred at a time. */
const folder = (name: string, entries: object[]) => ({
  name,
  isFile: false,
  createReader: () => {
    const remaining = [...entries];
    return { readEntries: (onEntries: (batch: object[]) => void) => onEntries(remaining.splice(0, 2)) };
  },
});

const items = (...entries: (object | null)[]) =>
  entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList;

describe("dropped", () => {
  it("names the files of folders by their paths and omits hidden ones", async () => {
    const inner = folder("2024", [file("b.json"), file(".DS_Store"), file("c.json")]);
    const files = await dropped(items(file("a.json"), folder("osv", [inner, file("d.json")]), null));
    expect(files.map(({ name }) => name)).toEqual([
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

  it("does not pack a few files", async () => {
    const files = some(FILES_AT_ONCE);
    expect(await packed(files)).toBe(files);
  });

  it("packs a folder, or many files, into one archive", async () => {
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
