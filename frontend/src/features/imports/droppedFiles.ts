import { zipSync } from "fflate";

export const FILES_AT_ONCE = 100; // the limit of the server

/** The dropped files, including those in folders, named by their paths. */
export async function dropped(items: DataTransferItemList): Promise<File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map((entry) => filesOf(entry, "")))).flat();
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<File[]> {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [new File([file], folder + file.name, { type: file.type })];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: File[] = [];
  // A reader returns about a hundred entries per call, and none at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (!batch.length) return inside;
    for (const child of batch) inside.push(...(await filesOf(child, `${folder}${entry.name}/`)));
  }
}

/** Pack many files, or folders, into one archive that keeps their paths. A few files are returned unchanged. */
export async function packed(files: File[]): Promise<File[]> {
  const inFolders = files.some(({ name }) => name.includes("/"));
  if (files.length <= FILES_AT_ONCE && !inFolders) return files;
  const contents: Record<string, Uint8Array> = {};
  for (const file of files) contents[file.name] = new Uint8Array(await file.arrayBuffer());
  // fflate's workers cannot be used: they are created from text, which the page's security policy forbids.
  const archive = zipSync(contents, { level: 1 });
  const top = files[0]?.name.split("/")[0];
  return [
    new File([archive as BlobPart], `${inFolders && top ? top : "files"}.zip`, { type: "application/zip" }),
  ];
}
