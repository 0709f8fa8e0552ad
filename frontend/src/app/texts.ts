/** What a user reads around every page. */
import { counted } from "../shared/text/count";

export const texts = {
  screens: {
    signIn: "Sign in",
    join: "Join a study",
    studies: "Studies",
    importStudy: "Import a study",
    newStudyFromFiles: "New study from files",
    corpora: "Shared corpora",
    imports: "Imports",
    checkSheet: "Check a sheet",
    import: (number: string) => `Import ${number}`,
    projects: "Projects",
    inspect: "Inspect projects",
    inspection: (number: string) => `Inspection ${number}`,
    account: "Account",
    screening: "Screening",
    importCodebook: "Import",
    round: (number: string) => `Round ${number}`,
    codings: "Your codings",
    passages: (unit: string) => `Passages of unit ${unit}`,
    sampleSize: "How many units?",
    members: "Members",
    history: "History",
  },
  header: {
    menu: "Menu",
    breadcrumbs: "Breadcrumbs",
    search: "Search",
    searchKeys: "Ctrl K",
    skip: "Skip to the content",
  },
  navigation: {
    site: "Main menu",
    study: "Steps of the study",
    allStudies: "All studies",
  },
  palette: {
    title: "Search",
    placeholder: "A study, step, unit or advisory …",
    results: "Search results",
    nothing: "No results.",
    study: "This study",
    units: "Units",
    advisories: "Advisories",
    studies: "Studies",
    screens: "Screens",
  },
  jobs: {
    running: (count: number) => `${counted(count, "job")} running`,
    kinds: {
      import: "Import",
      live_import: "Import from an online source",
      study_import: "Import of a study",
      inspect: "Inspection of projects",
      publish: "Release",
    } as Record<string, string>,
    progress: (done: number, total: number | null) => `${done} of ${total ?? "an unknown number"}`,
    bar: (kind: string, progress: string) => `${kind}: ${progress}`,
    queued: "Waiting for a worker",
  },
  account: {
    account: "Account",
    light: "Light colours",
    dark: "Dark colours",
    auto: "System colours",
    signOut: "Sign out",
  },
  notFound: {
    title: "Page not found",
    reason: "There is no page at this address",
    studies: "Go to your studies",
    search: "To find a page, press Ctrl K and type its name.",
  },
  noStudy: {
    title: "Study not found",
    reason: "The study does not exist, or you are not a member",
    help: "Ask the study lead for an invitation, or check the address.",
    failed: "The study could not be loaded",
  },
  offline: {
    title: "Offline.",
    body: "The page may be out of date. Drafts are kept in this browser and sent when you are online again.",
  },
  notices: {
    titles: {
      created: (at: string) => `An administrator created this account on ${at}`,
      password_set: (at: string) => `An administrator set your password on ${at}`,
      reactivated: (at: string) => `An administrator reactivated your account on ${at}`,
    },
    help: {
      created: "The administrator knows its first password and can sign in as you. Choose your own password.",
      password_set:
        "Whoever knows this password can sign in as you. Choose your own password. If you did not ask for a new one, tell the leads of your studies; the history of each study states it as well.",
      reactivated:
        "API tokens from before are valid again: revoke those that you do not use. The history of each of your studies states it as well.",
    },
    close: "I have read this",
    account: "Password and tokens",
  },
  otherPerson: {
    title: "Another person is signed in",
    typed: (person: string) =>
      `The text that you typed stays on this page while it is open. Drafts of codings are kept in this browser for “${person}”.`,
    again: "Try again",
    reload: "Reload the page",
  },
  close: "Close",
  failed: "This page failed",
};
