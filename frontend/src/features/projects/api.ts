import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { type Corpus, inCorpus, post } from "../../api/client";
import { isRunning, jobsQuery } from "../../api/jobs";
import { POLL_INTERVAL } from "../../api/polling";
import { type Sent, uploadFiles } from "../../api/uploads";
import { useCorpus } from "../../shared/corpus";
import type { InspectionItem } from "./state/items";

export type ProjectRow = Schemas["ProjectRow"];
export type Project = Schemas["ProjectDetail"];
export type Snapshot = Schemas["Snapshot"];
export type ActivitySummary = Schemas["SnapshotActivity"];
export type Evidence = Schemas["Evidence"];
export type Inspection = Schemas["Inspection"];
export type ReportRow = Schemas["InspectionItem"];

export const projectsQuery = (corpus: Corpus, search: string) =>
  queryOptions({
    queryKey: ["projects", corpus, "list", search],
    queryFn: ({ signal }) =>
      inCorpus(corpus).get("/projects/", { params: { query: { search: search || undefined } }, signal }),
  });

export const projectQuery = (corpus: Corpus, slug: string) =>
  queryOptions({
    queryKey: ["projects", corpus, slug],
    queryFn: () => inCorpus(corpus).get("/projects/{slug}/", { params: { path: { slug } } }),
  });

/** A snapshot never changes, but what of it is hidden does. */
export const snapshotQuery = (corpus: Corpus, slug: string, number: number) =>
  queryOptions({
    queryKey: ["projects", corpus, slug, number],
    queryFn: () =>
      inCorpus(corpus).get("/projects/{slug}/snapshots/{number}/", { params: { path: { slug, number } } }),
  });

export const evidenceQuery = (corpus: Corpus, slug: string, number: number) =>
  queryOptions({
    queryKey: ["projects", corpus, slug, number, "evidence"],
    queryFn: () =>
      inCorpus(corpus).get("/projects/{slug}/snapshots/{number}/evidence/", {
        params: { path: { slug, number } },
      }),
  });

/** The report of an inspection, polled until its job has ended. */
export const inspectionQuery = (corpus: Corpus, number: number) =>
  queryOptions({
    queryKey: ["inspections", corpus, number],
    queryFn: () => inCorpus(corpus).get("/inspections/{number}/", { params: { path: { number } } }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? POLL_INTERVAL.job : false),
  });

export type ProjectDecision = Schemas["ProjectDecision"];
export type Identity = Schemas["Identity"];

export const decisionsQuery = (corpus: Corpus) =>
  queryOptions({
    queryKey: ["projects", corpus, "decisions"],
    queryFn: () => inCorpus(corpus).get("/project_decisions/"),
  });

export function useJoinProjects() {
  const corpus = useCorpus();
  const refresh = useRefreshProjects();
  return useMutation({
    mutationFn: (body: Schemas["JoinProjectsInputRequest"]) =>
      inCorpus(corpus).post("/project_decisions/join/", { body }),
    onSuccess: refresh,
  });
}

export function useTakeOut() {
  const corpus = useCorpus();
  const refresh = useRefreshProjects();
  return useMutation({
    mutationFn: (body: Schemas["TakeOutInputRequest"]) =>
      inCorpus(corpus).post("/project_decisions/take_out/", { body }),
    onSuccess: refresh,
  });
}

export function useRenameProject() {
  const corpus = useCorpus();
  const refresh = useRefreshProjects();
  return useMutation({
    mutationFn: (body: Schemas["RenameProjectInputRequest"]) =>
      inCorpus(corpus).post("/project_decisions/rename/", { body }),
    onSuccess: refresh,
  });
}

export function useUndoDecision() {
  const corpus = useCorpus();
  const refresh = useRefreshProjects();
  return useMutation({
    mutationFn: (number: number) =>
      inCorpus(corpus).post("/project_decisions/{number}/undo/", { params: { path: { number } } }),
    onSuccess: refresh,
  });
}

/** Advisories and facets name their projects. */
function useRefreshProjects() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ["projects"] }),
      cache.invalidateQueries({ queryKey: ["advisories"] }),
    ]);
}

export function useCancel(number: number) {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/jobs/{number}/cancel/", { params: { path: { number } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: inspectionQuery(corpus, number).queryKey }),
  });
}

interface NewInspection {
  items: readonly InspectionItem[];
  onSent: Sent;
}

/** Sends the files, then starts the inspection. */
export function useInspect() {
  const corpus = useCorpus();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ items, onSent }: NewInspection) => {
      const files = items.flatMap(({ file }) => file ?? []);
      const uploads = files.length > 0 ? await uploadFiles(files, onSent) : [];
      const uploaded = new Map(files.map((file, index) => [file, uploads[index]]));
      return inCorpus(corpus).post("/inspections/", {
        body: {
          items: items.map(({ name, address, commit, file }) => ({
            name: name.trim(),
            address: address.trim(),
            ...(file ? { upload: uploaded.get(file) } : {}),
            ...(commit ? { commit } : {}),
          })),
        },
      });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
}
