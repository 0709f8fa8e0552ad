// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, address, corpusAddress, fieldErrors, get, inCorpus, post, put, remove } from "./client";
import { otherPerson, reportOtherPerson } from "./person";

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetched);
  // biome-ignore lint/suspicious/noDocumentCookie: this is what the client reads
  document.cookie = "csrftoken=abc%3D";
});
afterEach(() => fetched.mockReset());

const answers = (status: number, body: unknown) =>
  fetched.mockResolvedValueOnce(new Response(body === null ? null : JSON.stringify(body), { status }));
const sent = (call = 0) => fetched.mock.calls[call]?.[0] as Request;

async function refused(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error("expected an ApiError");
  return error;
}

describe("a write", () => {
  it("carries the CSRF token and JSON", async () => {
    answers(201, { slug: "x" });
    expect(await post("/studies/", { body: { title: "X" } })).toEqual({ slug: "x" });
    expect(sent().headers.get("X-CSRFToken")).toBe("abc=");
    expect(sent().headers.get("Content-Type")).toBe("application/json");
    expect(await sent().text()).toBe('{"title":"X"}');
  });

  it("sends files without naming a content type, so that the browser adds the boundary", async () => {
    answers(201, {});
    await inCorpus("/studies/s/corpus").post("/imports/columns/", {
      body: { file: new File(["a,b"], "table.csv") },
    });
    expect(new URL(sent().url).pathname).toBe("/api/v1/studies/s/corpus/imports/columns/");
    expect(sent().headers.get("Content-Type")).toMatch(/^multipart\/form-data; boundary=/);
    expect((await sent().formData()).get("file")).toBeInstanceOf(File);
  });

  it("is sent again while the database is busy, and refused in the end", async () => {
    vi.useFakeTimers();
    const busy = { code: "busy", detail: "The database is busy." };
    answers(503, busy);
    answers(201, { slug: "x" });
    const write = post("/studies/", { body: { title: "X" } });
    await vi.runAllTimersAsync();
    expect(await write).toEqual({ slug: "x" });
    expect(await sent(1).text()).toBe('{"title":"X"}');
    for (let attempt = 0; attempt < 3; attempt += 1) answers(503, busy);
    const error = refused(post("/studies/", { body: { title: "Y" } }));
    await vi.runAllTimersAsync();
    expect(await error).toMatchObject({ status: 503, detail: busy.detail });
    expect(fetched).toHaveBeenCalledTimes(5);
    vi.useRealTimers();
  });

  it("is not sent again when the server may have stored it", async () => {
    answers(503, { code: "database_unavailable", detail: "The database cannot be reached." });
    expect(await refused(post("/studies/", { body: { title: "X" } }))).toMatchObject({
      code: "database_unavailable",
    });
    expect(fetched).toHaveBeenCalledOnce();
  });

  it("accepts an empty response", async () => {
    answers(204, null);
    expect(await remove("/session/")).toBeUndefined();
  });
});

describe("the person of the page", () => {
  const session = (username: string | null) => ({ user: username && { username }, version: "0" });
  const defer = () =>
    put("/studies/{study}/rounds/{number}/units/{unit}/deferral/", {
      params: { path: { study: "x", number: 1, unit: 1 } },
    });

  beforeEach(async () => {
    answers(200, session("rösa"));
    await post("/session/", { body: { username: "rösa", password: "-" } });
    fetched.mockClear();
  });

  it("goes with every request, except where somebody signs in", async () => {
    for (const send of [defer, () => get("/studies/"), () => remove("/session/")]) {
      answers(204, null);
      await send();
    }
    const headers = [0, 1, 2].map((call) => sent(call).headers.get("Intercoder-User"));
    expect(headers).toEqual(Array(3).fill("r%C3%B6sa"));
    answers(200, session("rolf"));
    await post("/session/", { body: { username: "rolf", password: "-" } });
    expect(sent(3).headers.get("Intercoder-User")).toBeNull();
    answers(204, null);
    await defer();
    expect(sent(4).headers.get("Intercoder-User")).toBe("rolf");
  });

  it("stays the same while another one is signed in, and until they are back", async () => {
    answers(409, { code: "other_person", detail: "“rolf” is signed in now." });
    expect(await refused(defer())).toMatchObject({ status: 409, detail: "“rolf” is signed in now." });
    expect(otherPerson()).toBe("“rolf” is signed in now.");
    answers(200, session("rösa"));
    await get("/session/");
    expect(sent(1).headers.get("Intercoder-User")).toBe("r%C3%B6sa");
    expect(otherPerson()).toBe("");
    reportOtherPerson("");
  });
});

describe("a read", () => {
  it("carries no CSRF token", async () => {
    answers(200, []);
    await get("/studies/");
    expect(sent().headers.get("X-CSRFToken")).toBeNull();
  });

  it("passes an abort on unchanged", async () => {
    const stop = new AbortController();
    stop.abort();
    fetched.mockRejectedValueOnce(new DOMException("stopped", "AbortError"));
    const error = await get("/studies/", { signal: stop.signal }).catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(ApiError);
  });
});

describe("a refusal", () => {
  it("keeps code, sentence, fields and the whole answer", async () => {
    const body = {
      code: "stale_write",
      detail: "The unit was changed by someone else.",
      fields: { memo: ["Too long."] },
      current: 3,
    };
    answers(412, body);
    const error = await refused(get("/studies/"));
    expect(error).toMatchObject({
      status: 412,
      code: "stale_write",
      detail: "The unit was changed by someone else.",
      body,
    });
    expect(error.fields).toEqual({ memo: ["Too long."] });
    expect(fieldErrors(error)).toEqual({ memo: "Too long." });
  });

  it("has a sentence without JSON", async () => {
    fetched.mockResolvedValueOnce(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const error = await refused(get("/studies/"));
    expect(error).toMatchObject({ status: 502, code: "unknown" });
    expect(error.detail).toMatch(/Try again/);
  });

  it("by the network has status 0", async () => {
    fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    expect(await refused(get("/studies/"))).toMatchObject({ status: 0, code: "unreachable" });
  });
});

describe("addresses", () => {
  it("encode path parameters", () => {
    expect(
      address("/studies/{study}/codebook/export/{file_format}/", {
        path: { study: "a/b ü", file_format: "csv" },
      }),
    ).toBe("/api/v1/studies/a%2Fb%20%C3%BC/codebook/export/csv/");
  });

  it("of a corpus stand below its own", () => {
    const path = { number: 7 };
    expect(corpusAddress("/corpora/main", "/imports/{number}/problems.csv", { path })).toBe(
      "/api/v1/corpora/main/imports/7/problems.csv",
    );
  });

  it("omit empty query parameters", () => {
    const query = { search: "a&b", year: "", project: undefined };
    expect(address("/corpora/{corpus}/advisories/", { path: { corpus: "main" }, query })).toBe(
      "/api/v1/corpora/main/advisories/?search=a%26b",
    );
  });
});
