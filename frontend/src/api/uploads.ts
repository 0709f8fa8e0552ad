/** Uploads of files in pieces, each in a request of its own. A piece that fails is sent again. */

import { base64, hex, Sha256 } from "../shared/files/sha256";
import { ApiError, post, put } from "./client";

// Bytes of a file that one request carries.
export const REQUEST_LIMIT = 8 * 2 ** 20;
const READ = 2 ** 20; // bytes of a file that are in memory at a time
const ATTEMPTS = 4; // of each piece
let pause = 1_000; // ms after the first failure; twice as long after each further one

/** Sets the pause after a failure, for tests. */
export function setUploadPause(milliseconds: number): void {
  pause = milliseconds;
}

/** Called with the number of bytes that the server has, and the number of all. */
export type Sent = (sent: number, total: number) => void;

/**
 * Sends files and returns the ids of their uploads. If it fails, the pieces that arrived are kept, and sending the same
 * files again goes on from there.
 */
export async function uploadFiles(files: readonly File[], report: Sent): Promise<number[]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const ids: number[] = [];
  let before = 0;
  report(0, total);
  for (const file of files) {
    ids.push(await uploadFile(file, (sent) => report(before + sent, total)));
    before += file.size;
  }
  return ids;
}

/** A small file is sent with the request that reads it, a larger one in pieces before it. */
export async function carried(file: File): Promise<{ file: File } | { upload: number }> {
  return file.size <= REQUEST_LIMIT ? { file } : { upload: await uploadFile(file, () => undefined) };
}

/** Files that one request can carry are sent with it; if they are too large together, all are sent in pieces before. */
export async function carriedTogether(files: readonly File[], report: Sent): Promise<CarriedFiles> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return total <= REQUEST_LIMIT ? { file: [...files] } : { upload: await uploadFiles(files, report) };
}

/** Files with a request, or the ids of their uploads. */
export type CarriedFiles = { file: File[] } | { upload: number[] };

async function uploadFile(file: File, report: (sent: number) => void): Promise<number> {
  const upload = await post("/uploads/", {
    body: { name: file.name, size: file.size, sha256: await sha256(file) },
  });
  const missing = new Set(upload.missing);
  const sizeOf = (index: number) => Math.min(upload.piece_size, file.size - index * upload.piece_size);
  let sent = file.size - [...missing].reduce((sum, index) => sum + sizeOf(index), 0);
  for (const index of missing) {
    report(sent);
    const start = index * upload.piece_size;
    await sendPiece(upload.id, index, file.slice(start, start + upload.piece_size));
    sent += sizeOf(index);
  }
  report(sent);
  return upload.id;
}

async function sendPiece(number: number, index: number, piece: Blob): Promise<void> {
  const digest = base64(new Sha256().update(await bytes(piece)).digest());
  for (let attempt = 1; ; attempt += 1) {
    try {
      await put("/uploads/{number}/chunks/{index}/", {
        params: {
          path: { number, index },
          header: { "Content-Digest": `sha-256=:${digest}:` },
        },
        headers: { "Content-Type": "application/octet-stream" },
        body: piece,
        bodySerializer: (body) => body,
      });
      return;
    } catch (error) {
      // Refusals would be the same again; a lost connection or a server that restarts would not.
      const mayPass = error instanceof ApiError && (error.status === 0 || error.status >= 500);
      if (!mayPass || attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause * 2 ** (attempt - 1)));
    }
  }
}

async function sha256(file: File): Promise<string> {
  const hash = new Sha256();
  for (let start = 0; start < file.size; start += READ)
    hash.update(await bytes(file.slice(start, start + READ)));
  return hex(hash.digest());
}

async function bytes(part: Blob): Promise<Uint8Array> {
  return new Uint8Array(await part.arrayBuffer());
}
