/** The one fetch: session cookie, CSRF, JSON both ways, and every refusal as an `ApiError`. */

const BASE = "/api/v1/";

export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    /** Stable name of the broken rule, as the API gives it. */
    readonly code: string,
    /** One sentence for the person in front of the screen. */
    readonly detail: string,
    readonly fields: Record<string, string[]> = {},
    /** The whole answer: a stale write carries the current state. */
    readonly body: unknown = null,
  ) {
    super(detail);
  }
}

type Query = Record<string, string | number | boolean | null | undefined>;
type Options = { query?: Query; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal };
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A path below /api/v1/ with every inserted value encoded: at`studies/${study}/`. */
export function at(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));
}

/** The address of a path, for links and downloads. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return BASE + path + (search && `?${search}`);
}

export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options);
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, body);
  return body as T;
}

/** A file as text, whatever it holds. */
export async function getText(path: string, options: Omit<Options, "body"> = {}): Promise<string> {
  const response = await send("GET", path, { ...options, headers: { Accept: "*/*" } });
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => null));
  return response.text();
}

async function send(method: Method, path: string, options: Options): Promise<Response> {
  const form = options.body instanceof FormData;
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (options.body !== undefined && !form) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRFToken"] = cookie("csrftoken");
  return fetch(address(path, options.query), {
    method,
    headers,
    credentials: "same-origin",
    body: form ? (options.body as FormData) : JSON.stringify(options.body),
    signal: options.signal,
  }).catch((reason: unknown) => {
    if (options.signal?.aborted) throw reason;
    throw new ApiError(
      0,
      "unreachable",
      "The server could not be reached. Check the connection and try again.",
    );
  });
}

export const get = <T>(path: string, options?: Omit<Options, "body">) => request<T>("GET", path, options);
export const post = <T>(path: string, body?: unknown, options?: Options) =>
  request<T>("POST", path, { ...options, body });
export const put = <T>(path: string, body: unknown, options?: Options) =>
  request<T>("PUT", path, { ...options, body });
export const patch = <T>(path: string, body: unknown, options?: Options) =>
  request<T>("PATCH", path, { ...options, body });
export const remove = (path: string, options?: Options) => request<null>("DELETE", path, options);

function cookie(name: string): string {
  const pair = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return decodeURIComponent(pair?.slice(name.length + 1) ?? "");
}

function refusal(status: number, body: unknown): ApiError {
  const known = (typeof body === "object" && body) || {};
  const { code, detail, fields } = known as {
    code?: string;
    detail?: string;
    fields?: Record<string, string[]>;
  };
  const fallback =
    status >= 500
      ? "The server made a mistake. Nothing was lost; try again, and tell the administrator if it stays."
      : `The server refused this (${status}).`;
  return new ApiError(status, code ?? "unknown", detail ?? fallback, fields ?? {}, body);
}
