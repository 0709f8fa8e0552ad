/** The table of screens. Router, navigation, breadcrumbs and command palette read it. */

import type { ComponentType } from "react";
import { generatePath, matchPath } from "react-router";
import type { Step } from "../api/studies";
import { STEPS } from "../shared/study";
import { texts } from "./texts";

export const STUDY = "/studies/:study";
const ROUND = `${STUDY}/rounds/:round`;
const SHARED = "/corpora/:corpus";

export interface Screen {
  /** Pattern of the address, as the router spells it. */
  path: string;
  /** Label in breadcrumbs, navigation and palette. */
  title: string | ((params: Params) => string);
  load: () => Promise<ComponentType>;
  /** Path of the screen above in the breadcrumbs. */
  parent?: string;
  /** The step of the method that the screen belongs to. */
  step?: Step;
  /** The menu that lists the screen, besides the list of steps. */
  menu?: "site" | "study";
  /** Drawn without navigation and open to users without an account. */
  bare?: boolean;
}
type Params = Readonly<Record<string, string | undefined>>;

/** The screens below the address of a corpus. */
function corpusScreens(corpus: string, step?: Step): Screen[] {
  return [
    {
      path: `${corpus}/advisories/:key`,
      title: ({ key = "" }) => key,
      parent: corpus,
      step,
      load: () => import("../features/corpus/AdvisoryPage").then((module) => module.AdvisoryPage),
    },
    {
      path: `${corpus}/projects`,
      title: texts.screens.projects,
      parent: corpus,
      step,
      load: () => import("../features/projects/ProjectsPage").then((module) => module.ProjectsPage),
    },
    {
      path: `${corpus}/projects/:slug`,
      title: ({ slug = "" }) => slug,
      parent: `${corpus}/projects`,
      step,
      load: () => import("../features/projects/ProjectPage").then((module) => module.ProjectPage),
    },
    {
      path: `${corpus}/imports`,
      title: texts.screens.imports,
      parent: corpus,
      step,
      load: () => import("../features/imports/ImportsPage").then((module) => module.ImportsPage),
    },
    {
      path: `${corpus}/imports/:id`,
      title: ({ id = "" }) => texts.screens.import(id),
      parent: `${corpus}/imports`,
      step,
      load: () => import("../features/imports/ImportPage").then((module) => module.ImportPage),
    },
    {
      path: `${corpus}/inspections`,
      title: texts.screens.inspect,
      parent: corpus,
      step,
      load: () => import("../features/projects/InspectPage").then((module) => module.InspectPage),
    },
    {
      path: `${corpus}/inspections/:number`,
      title: ({ number = "" }) => texts.screens.inspection(number),
      parent: `${corpus}/inspections`,
      step,
      load: () => import("../features/projects/InspectionPage").then((module) => module.InspectionPage),
    },
  ];
}

export const SCREENS: readonly Screen[] = [
  {
    path: "/sign-in",
    title: texts.screens.signIn,
    bare: true,
    load: () => import("../features/sign-in/SignInPage").then((module) => module.SignInPage),
  },
  {
    path: "/join/:token",
    title: texts.screens.join,
    bare: true,
    load: () => import("../features/sign-in/JoinPage").then((module) => module.JoinPage),
  },
  {
    path: "/public/:study/releases/:number",
    title: STEPS.release,
    bare: true,
    load: () => import("../features/release/PublicPage").then((module) => module.PublicPage),
  },
  {
    path: "/",
    title: texts.screens.studies,
    menu: "site",
    load: () => import("../features/studies/StudiesPage").then((module) => module.StudiesPage),
  },
  {
    path: "/import-study",
    title: texts.screens.importStudy,
    load: () => import("../features/studies/ImportStudyPage").then((module) => module.ImportStudyPage),
  },
  {
    path: "/new-study-from-files",
    title: texts.screens.newStudyFromFiles,
    load: () =>
      import("../features/studies/NewStudyFromFilesPage").then((module) => module.NewStudyFromFilesPage),
  },
  {
    path: "/corpora",
    title: texts.screens.corpora,
    menu: "site",
    load: () => import("../features/corpora/CorporaPage").then((module) => module.CorporaPage),
  },
  {
    path: SHARED,
    title: ({ corpus = "" }) => corpus,
    parent: "/corpora",
    load: () => import("../features/corpus/CorpusPage").then((module) => module.CorpusPage),
  },
  ...corpusScreens(SHARED),
  {
    path: "/check-sheet",
    title: texts.screens.checkSheet,
    menu: "site",
    load: () => import("../features/check/CheckSheetPage").then((module) => module.CheckSheetPage),
  },
  {
    path: "/account",
    title: texts.screens.account,
    menu: "site",
    load: () => import("../features/account/AccountPage").then((module) => module.AccountPage),
  },
  {
    path: STUDY,
    title: ({ study = "" }) => study,
    load: () => import("../features/home/HomePage").then((module) => module.HomePage),
  },
  {
    path: `${STUDY}/corpus`,
    title: STEPS.corpus,
    parent: STUDY,
    step: "corpus",
    load: () => import("./StudyCorpusPage").then((module) => module.StudyCorpusPage),
  },
  ...corpusScreens(`${STUDY}/corpus`, "corpus"),
  {
    path: `${STUDY}/screening`,
    title: texts.screens.screening,
    parent: STUDY,
    menu: "study",
    load: () => import("../features/screen/ScreenPage").then((module) => module.ScreenPage),
  },
  {
    path: `${STUDY}/sample`,
    title: STEPS.sample,
    parent: STUDY,
    step: "sample",
    load: () => import("../features/sample/SamplePage").then((module) => module.SamplePage),
  },
  {
    path: `${STUDY}/sample/size`,
    title: texts.screens.sampleSize,
    parent: `${STUDY}/sample`,
    step: "sample",
    load: () => import("../features/sample/SampleSizePage").then((module) => module.SampleSizePage),
  },
  {
    path: `${STUDY}/codebook`,
    title: STEPS.codebook,
    parent: STUDY,
    step: "codebook",
    load: () => import("../features/codebook/CodebookPage").then((module) => module.CodebookPage),
  },
  {
    path: `${STUDY}/codebook/import`,
    title: texts.screens.importCodebook,
    parent: `${STUDY}/codebook`,
    step: "codebook",
    load: () => import("../features/codebook/ImportCodebookPage").then((module) => module.ImportCodebookPage),
  },
  {
    path: `${STUDY}/rounds`,
    title: STEPS.rounds,
    parent: STUDY,
    step: "rounds",
    load: () => import("../features/rounds/RoundsPage").then((module) => module.RoundsPage),
  },
  {
    path: ROUND,
    title: ({ round = "" }) => texts.screens.round(round),
    parent: STUDY,
    step: "rounds",
    load: () => import("../features/rounds/RoundPage").then((module) => module.RoundPage),
  },
  {
    path: `${ROUND}/codings`,
    title: texts.screens.codings,
    parent: ROUND,
    load: () => import("../features/code/CodingsPage").then((module) => module.CodingsPage),
  },
  {
    path: `${ROUND}/code/:unit?`,
    title: STEPS.code,
    parent: ROUND,
    step: "code",
    load: () => import("../features/code/CodePage").then((module) => module.CodePage),
  },
  {
    path: `${ROUND}/match`,
    title: STEPS.match,
    parent: ROUND,
    step: "match",
    load: () => import("../features/match/MatchPage").then((module) => module.MatchPage),
  },
  {
    path: `${ROUND}/agreement`,
    title: STEPS.agreement,
    parent: ROUND,
    step: "agreement",
    load: () => import("../features/agreement/AgreementPage").then((module) => module.AgreementPage),
  },
  {
    path: `${ROUND}/passages/:unit`,
    title: ({ unit }) => texts.screens.passages(unit ?? ""),
    parent: `${ROUND}/agreement`,
    step: "agreement",
    load: () => import("../features/agreement/PassagesPage").then((module) => module.PassagesPage),
  },
  {
    path: `${ROUND}/adjudicate/:unit?`,
    title: STEPS.adjudicate,
    parent: ROUND,
    step: "adjudicate",
    load: () => import("../features/adjudicate/AdjudicatePage").then((module) => module.AdjudicatePage),
  },
  {
    path: `${STUDY}/releases/:number?`,
    title: STEPS.release,
    parent: STUDY,
    step: "release",
    load: () => import("../features/release/ReleasePage").then((module) => module.ReleasePage),
  },
  {
    path: `${STUDY}/members`,
    title: texts.screens.members,
    parent: STUDY,
    menu: "study",
    load: () => import("../features/members/MembersPage").then((module) => module.MembersPage),
  },
  {
    path: `${STUDY}/history`,
    title: texts.screens.history,
    parent: STUDY,
    menu: "study",
    load: () => import("../features/history/HistoryPage").then((module) => module.HistoryPage),
  },
];

export interface ScreenLink {
  path: string;
  label: string;
}

/** The screens of a menu with their addresses. */
export const menuOf = (menu: Screen["menu"], params: Params = {}): ScreenLink[] =>
  SCREENS.filter((screen) => screen.menu === menu).map((screen) => linkTo(screen, params));

/** The screen at an address. */
export const screenAt = (pathname: string): Screen | undefined =>
  SCREENS.find(({ path }) => matchPath(path, pathname));

/** Breadcrumbs of an address, outermost first. The list of studies has none. */
export function breadcrumbs(pathname: string, studyTitle: string): ScreenLink[] {
  const screen = screenAt(pathname);
  if (!screen || screen.path === "/") return [];
  const params = matchPath(screen.path, pathname)?.params ?? {};
  const trail: ScreenLink[] = [];
  for (let next: Screen | undefined = screen; next; next = parentOf(next)) {
    const link = linkTo(next, params);
    trail.unshift(next.path === STUDY ? { ...link, label: studyTitle } : link);
  }
  return trail;
}

const parentOf = ({ parent }: Screen) => SCREENS.find(({ path }) => path === parent);

/** A link to a screen without the optional last part of its path. */
function linkTo({ path, title }: Screen, params: Params): ScreenLink {
  return {
    path: generatePath(path.replace(/\/:\w+\?$/, ""), params),
    label: typeof title === "string" ? title : title(params),
  };
}
