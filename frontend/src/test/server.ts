/** A stand-in for the server: a test that imports it answers each request of the page, or fails. */

import { cleanup } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { META } from "./meta";

/** The address of an API path as handlers match it: api("studies/:study/"). */
export const api = (path: string): string => `${window.location.origin}/api/v1/${path}`;

export const server = setupServer(http.get(api("meta/"), () => HttpResponse.json(META)));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(async () => {
  cleanup(); // a page may write once more when it is left
  await new Promise((resolve) => setTimeout(resolve));
  server.resetHandlers();
});
afterAll(() => server.close());
