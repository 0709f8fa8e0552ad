import { zipSync } from "fflate";

export const FILES_AT_ONCE = 100; // that the server takes

/** The files that were dropped, those in folders included, each named by its path. */
export async function dropped(items: DataTransferItemList): Promise<File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map((entry) => filesOf(entry, "")))).flat();
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<File[]> {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((good, bad) => (entry as FileSystemFileEntry).file(good, bad));
    return [new File([file], folder + file.name, { type: file.type })];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: File[] = [];
  // A reader gives some hundred entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((good, bad) => reader.readEntries(good, bad));
    if (!some.length) return inside;
    for (const one of some) inside.push(...(await filesOf(one, `${folder}${entry.name}/`)));
  }
}

/** One archive of many files, so that their paths show in the report; a few files stay as they are. */
export async function packed(files: File[]): Promise<File[]> {
  const inFolders = files.some(({ name }) => name.includes("/"));
  if (files.length <= FILES_AT_ONCE && !inFolders) return files;
  const contents: Record<string, Uint8Array> = {};
  for (const file of files) contents[file.name] = new Uint8Array(await file.arrayBuffer());
  // Not by fflate's workers: they are made of text, which the page's security policy forbids.
  const archive = zipSync(contents, { level: 1 });
  const top = files[0]?.name.split("/")[0];
  return [
    new File([archive as BlobPart], `${inFolders && top ? top : "files"}.zip`, { type: "application/zip" }),
  ];
}
