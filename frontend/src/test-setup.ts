import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { server } from "./test/server";

configure({ asyncUtilTimeout: 10_000 }); // milliseconds, for a busy machine

// happy-dom has no FontFaceSet, to which Mantine's Textarea listens.
if (typeof document !== "undefined" && !document.fonts) {
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
}

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));

afterEach(async () => {
  cleanup(); // a page may write once more when it is left
  await new Promise((resolve) => setTimeout(resolve));
  server.resetHandlers();
  vi.unstubAllGlobals();
});

// The files share their modules and the document, which saves most of the time. Each begins with nothing stored.
afterAll(() => {
  server.close();
  localStorage.clear();
  sessionStorage.clear();
  document.body.replaceChildren();
});
