import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import { POLL_INTERVAL } from "../../api/polling";
import { sessionQuery } from "../../api/session";
import { studiesQuery } from "../../api/studies";
import { carried, carriedTogether, REQUEST_LIMIT, uploadFiles } from "../../api/uploads";
import type { FilesOfStudy } from "./state/filesOfStudy";

export type Outline = Schemas["Outline"];
export type StudyImport = Schemas["StudyImport"];
export type TriedStudy = Schemas["TriedStudy"];
export type OwnInvitation = Schemas["OwnInvitation"];

/** The pending invitations for the account of the user. */
export const ownInvitationsQuery = queryOptions({
  queryKey: ["own-invitations"],
  queryFn: () => get("/invitations/"),
});

/** Accepts an invitation, opens its study and refreshes the lists, from which the invitation disappears. */
export function useAcceptInvitation(open: (study: string) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (invitation: number) =>
      post("/invitations/{number}/accept/", { params: { path: { number: invitation } } }),
    onSuccess: ({ study }) => {
      open(study);
      return Promise.all([
        cache.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey }),
        cache.invalidateQueries({ queryKey: studiesQuery.queryKey, exact: true }),
        cache.invalidateQueries({ queryKey: sessionQuery.queryKey }), // a lead may import
      ]);
    },
  });
}

export function useDeclineInvitation() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (invitation: number) =>
      post("/invitations/{number}/decline/", { params: { path: { number: invitation } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey }),
  });
}

/** Reads the contents of a project file. Nothing is stored. */
export function usePreviewStudy() {
  return useMutation({
    mutationFn: async (file: File) => post("/study_imports/preview/", { body: await carried(file) }),
  });
}

export function useImportStudy() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, ...options }: { file: File; title: string; final_rater: string }) =>
      sendStudy({ ...(await carriedTogether([file], () => undefined)), ...options }, false),
    onSuccess: () => cache.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
}

/** Says what would be made of files. Nothing is stored. */
export function useTryStudy() {
  return useMutation({ mutationFn: async (sent: FilesOfStudy) => sendStudy(await bodyOf(sent), true) });
}

/** Starts the job that makes a study of files. */
export function useStudyOfFiles(onStarted: (job: number) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (sent: FilesOfStudy) => sendStudy(await bodyOf(sent), false),
    onSuccess: ({ job }) => {
      onStarted(job.id);
      return cache.invalidateQueries({ queryKey: jobsQuery.queryKey });
    },
  });
}

/** Small files go with the request; if they are too large together, all are sent in pieces before. */
async function bodyOf({ files, options, beside, values }: FilesOfStudy): Promise<object> {
  const named = { file: files, ...beside };
  const all = Object.values(named).flat();
  const body = { ...values, reading: JSON.stringify(options) };
  if (all.reduce((sum, { size }) => sum + size, 0) <= REQUEST_LIMIT) return { ...body, ...named };
  const ids = await uploadFiles(all, () => undefined);
  const uploads: Record<string, number[]> = {};
  for (const [role, chosen] of Object.entries(named))
    if (chosen.length) uploads[role === "file" ? "upload" : `${role}_upload`] = ids.splice(0, chosen.length);
  return { ...body, ...uploads };
}

export function useCancelImport(number: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/jobs/{number}/cancel/", { params: { path: { number } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["study-imports", number] }),
  });
}

/** Starts the import, or with `dryRun` only says what would be made. */
async function sendStudy(body: object, dryRun: false): Promise<StudyImport>;
async function sendStudy(body: object, dryRun: true): Promise<TriedStudy>;
async function sendStudy(body: object, dryRun: boolean): Promise<StudyImport | TriedStudy> {
  // The description of the API has the files as one type of body and the uploads as another.
  return post("/study_imports/", { body: body as never, params: { query: { dry_run: dryRun } } });
}

/** The progress and result of an import, polled while its job runs. */
export const studyImportQuery = (number: number) =>
  queryOptions({
    queryKey: ["study-imports", number],
    queryFn: () => get("/study_imports/{number}/", { params: { path: { number } } }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.job) ? POLL_INTERVAL.job : false),
  });
