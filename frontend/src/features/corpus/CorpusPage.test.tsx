import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { AdvisoryBrief, Facets } from "../../api/advisories";
import { renderPage } from "../../test/render";
import { api, server } from "../../test/server";
import { CorpusPage } from "./CorpusPage";
import { texts } from "./texts";

const ADVISORY: AdvisoryBrief = {
  key: "GHSA-aaaa-aaaa-aaaa",
  title: "A crash",
  project: null,
  severity: "high",
  severity_source: "published",
  cvss_score: null,
  cwes: [],
  ecosystem: "npm",
  package: "demo",
  published_at: null,
  withdrawn_at: null,
  aliases: [],
  joined: "",
  excerpt: [
    { text: "The ", match: false },
    { text: "parser", match: true },
    { text: " crashes.", match: false },
  ],
};

function show(advisories: AdvisoryBrief[], facets: Partial<Facets> = {}) {
  const counts = {
    total: advisories.length,
    remarks: [],
    unindexed: 0,
    projects: [],
    severities: [{ value: "high", count: 1 }],
    years: [],
    ecosystems: [],
    cwes: [],
    kev: [],
    epss: [],
    ...facets,
  };
  server.use(
    http.get(api("studies/"), () => HttpResponse.json([])),
    http.get(api("corpora/main/"), () => HttpResponse.json({ name: "Main", maintained: false })),
    http.get(api("corpora/main/saved_filters/"), () => HttpResponse.json([])),
    http.get(api("corpora/main/advisories/facets/"), () => HttpResponse.json(counts)),
    http.get(api("corpora/main/advisories/"), () =>
      HttpResponse.json({ next: null, previous: null, results: advisories }),
    ),
  );
  return renderPage(<CorpusPage />, { path: "/corpora/main?search=pars", route: "/corpora/:corpus" });
}

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});

it("marks the words that the search finds", async () => {
  const { container } = show([ADVISORY]);
  expect(await screen.findByText("A crash")).toBeTruthy();
  expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["parser"]);
});

it("says what the search cannot find yet", async () => {
  show([ADVISORY], { remarks: ["120 of 300,000 texts are still being indexed."], unindexed: 120 });
  expect(await screen.findByText("120 of 300,000 texts are still being indexed.")).toBeTruthy();
});

it("says how words match if nothing does", async () => {
  show([]);
  expect(await screen.findByText(texts.empty.noSearchMatch)).toBeTruthy();
});
