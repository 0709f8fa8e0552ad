/** A stand-in for the server: it answers each request of a page, or the test fails. */

import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { META } from "./meta";

/** The address of an API path as handlers match it: api("studies/:study/"). */
export const api = (path: string): string => `${window.location.origin}/api/v1/${path}`;

export const server = setupServer(http.get(api("meta/"), () => HttpResponse.json(META)));
