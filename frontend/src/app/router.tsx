import type { ComponentType } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { NotFoundPage } from "./NotFoundPage";
import { numericParams } from "./numericParams";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";
import { StudyLayout } from "./StudyLayout";

/** A page that loads when it is first needed. */
function page<Name extends string>(
  path: string,
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): RouteObject {
  return { path, lazy: async () => ({ Component: numericParams((await load())[name]) }) };
}

const studyPages: RouteObject[] = [
  page("", () => import("../features/home/HomePage"), "HomePage"),
  page("corpus", () => import("../features/corpus/CorpusPage"), "CorpusPage"),
  page("screening", () => import("../features/screen/ScreenPage"), "ScreenPage"),
  page("sample", () => import("../features/sample/SamplePage"), "SamplePage"),
  page("codebook", () => import("../features/codebook/CodebookPage"), "CodebookPage"),
  page("codebook/import", () => import("../features/codebook/ImportCodebookPage"), "ImportCodebookPage"),
  page("rounds", () => import("../features/rounds/RoundsPage"), "RoundsPage"),
  page("rounds/:round", () => import("../features/rounds/RoundPage"), "RoundPage"),
  page("rounds/:round/codings", () => import("../features/code/CodingsPage"), "CodingsPage"),
  page("rounds/:round/code/:unit?", () => import("../features/code/CodePage"), "CodePage"),
  page("rounds/:round/match", () => import("../features/match/MatchPage"), "MatchPage"),
  page("rounds/:round/agreement", () => import("../features/agreement/AgreementPage"), "AgreementPage"),
  page(
    "rounds/:round/adjudicate/:unit?",
    () => import("../features/adjudicate/AdjudicatePage"),
    "AdjudicatePage",
  ),
  page("releases/:number?", () => import("../features/release/ReleasePage"), "ReleasePage"),
  page("members", () => import("../features/members/MembersPage"), "MembersPage"),
  page("history", () => import("../features/history/HistoryPage"), "HistoryPage"),
];

const pages: RouteObject[] = [
  page("/", () => import("../features/studies/StudiesPage"), "StudiesPage"),
  page("/import-study", () => import("../features/studies/ImportStudyPage"), "ImportStudyPage"),
  page("/corpus", () => import("../features/corpus/CorpusPage"), "CorpusPage"),
  page("/advisories/:key", () => import("../features/corpus/AdvisoryPage"), "AdvisoryPage"),
  page("/imports", () => import("../features/imports/ImportsPage"), "ImportsPage"),
  page("/imports/:id", () => import("../features/imports/ImportPage"), "ImportPage"),
  page("/account", () => import("../features/account/AccountPage"), "AccountPage"),
  { path: "/studies/:study", Component: StudyLayout, children: guarded(studyPages) },
  { path: "*", Component: NotFoundPage },
];

export function createRouter() {
  return createBrowserRouter([
    {
      ErrorBoundary: RouteError,
      HydrateFallback: () => null,
      children: [
        page("/sign-in", () => import("../features/sign-in/SignInPage"), "SignInPage"),
        page("/join/:token", () => import("../features/sign-in/JoinPage"), "JoinPage"),
        page("/public/:study/releases/:number", () => import("../features/release/PublicPage"), "PublicPage"),
        { Component: Shell, children: guarded(pages) },
      ],
    },
  ]);
}

/** A page that fails shows its error in its own place; the shell stays. */
function guarded(routes: RouteObject[]): RouteObject[] {
  return routes.map((route) => ({ ...route, ErrorBoundary: RouteError }) as RouteObject);
}
