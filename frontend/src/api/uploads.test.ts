// @vitest-environment happy-dom
import { createHash } from "node:crypto";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { api, server } from "../test/server";
import { setUploadPause, uploadFiles } from "./uploads";

const CONTENT = "0123456789abcdefghijkl"; // three pieces of eight bytes, the last one shorter
const file = new File([CONTENT], "a.json");

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => setUploadPause(0));
afterEach(() => {
  setUploadPause(1_000);
  server.resetHandlers();
});
afterAll(() => server.close());

/** A server that keeps pieces of eight bytes, and gives these answers before it stores one. */
function serve(stored: Record<number, string>, refusals: (() => Response)[] = []) {
  const begun: unknown[] = [];
  server.use(
    http.post(api("uploads/"), async ({ request }) => {
      begun.push(await request.json());
      const missing = [0, 1, 2].filter((index) => !(index in stored));
      return HttpResponse.json({ id: 5, piece_size: 8, missing }, { status: 201 });
    }),
    http.put(api("uploads/5/chunks/:index/"), async ({ request, params }) => {
      const refusal = refusals.shift();
      if (refusal) return refusal();
      const piece = await request.text();
      const digest = createHash("sha256").update(piece).digest("base64");
      expect(request.headers.get("Content-Digest")).toBe(`sha-256=:${digest}:`);
      expect(request.headers.get("Content-Type")).toBe("application/octet-stream");
      stored[Number(params.index)] = piece;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return { stored, begun };
}

it("sends every piece and reports what has arrived", async () => {
  const { stored, begun } = serve({});
  const reports: number[] = [];
  expect(await uploadFiles([file], (sent) => reports.push(sent))).toEqual([5]);
  expect(stored).toEqual({ 0: "01234567", 1: "89abcdef", 2: "ghijkl" });
  expect(begun).toEqual([
    { name: "a.json", size: 22, sha256: createHash("sha256").update(CONTENT).digest("hex") },
  ]);
  expect(reports).toEqual([0, 0, 8, 16, 22]);
});

it("sends only the missing pieces", async () => {
  const { stored } = serve({ 0: "stored", 2: "stored" });
  const reports: number[] = [];
  await uploadFiles([file], (sent) => reports.push(sent));
  expect(stored).toEqual({ 0: "stored", 1: "89abcdef", 2: "stored" });
  expect(reports).toEqual([0, 14, 22]);
});

it("sends a piece again after a lost connection or a fault of the server", async () => {
  const { stored } = serve({}, [() => HttpResponse.error(), () => new HttpResponse(null, { status: 502 })]);
  await uploadFiles([file], () => undefined);
  expect(Object.keys(stored)).toHaveLength(3);
});

it("stops at a refusal and after four failures of one piece", async () => {
  const refusal = () =>
    HttpResponse.json({ code: "bad_input", detail: "Piece 0 is wrong." }, { status: 400 });
  serve({}, [refusal]);
  await expect(uploadFiles([file], () => undefined)).rejects.toThrow("Piece 0 is wrong.");
  const { stored } = serve(
    {},
    Array.from({ length: 4 }, () => () => HttpResponse.error()),
  );
  await expect(uploadFiles([file], () => undefined)).rejects.toThrow();
  expect(stored).toEqual({});
});
