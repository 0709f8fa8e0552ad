import { QueryClient } from "@tanstack/react-query";
import { waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { api, server } from "../test/server";
import { createRouter } from "./router";

vi.mock("./screens", async (original) => {
  const { SCREENS, ...rest } = await original<typeof import("./screens")>();
  // The code of a screen arrives never, so only the router can request its data.
  return {
    ...rest,
    SCREENS: SCREENS.map((screen) => ({ ...screen, load: () => new Promise(() => undefined) })),
  };
});

async function requestsAt(path: string, user: object | null): Promise<string[]> {
  const requests: string[] = [];
  server.use(
    http.get(api("session/"), () => HttpResponse.json({ user })),
    http.get(api("studies/*"), ({ request }) => {
      requests.push(new URL(request.url).pathname.replace("/api/v1", ""));
      return HttpResponse.json({});
    }),
  );
  window.history.replaceState(null, "", path);
  const cache = new QueryClient();
  const router = createRouter(cache);
  await waitFor(() => expect(cache.isFetching()).toBe(0));
  router.dispose();
  return requests;
}

it("requests the study and the round while the code of the screen loads", async () => {
  const requests = await requestsAt("/studies/s/rounds/2/match", { username: "lea" });
  expect(requests.sort()).toEqual(["/studies/s/", "/studies/s/rounds/2/"]);
});

it("requests no round whose number is not one, and no study outside of studies", async () => {
  expect(await requestsAt("/studies/s/rounds/x/match", { username: "lea" })).toEqual(["/studies/s/"]);
  expect(await requestsAt("/corpora", { username: "lea" })).toEqual([]);
});

it("requests no study before the sign-in", async () => {
  expect(await requestsAt("/studies/s/rounds/2", null)).toEqual([]);
});
