import { queryOptions } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get } from "../../api/client";

export type ProjectRow = Schemas["ProjectRow"];
export type Project = Schemas["ProjectDetail"];
export type SnapshotBrief = Schemas["SnapshotBrief"];
export type Snapshot = Schemas["Snapshot"];
export type ActivitySummary = Schemas["SnapshotActivity"];
export type Evidence = Schemas["Evidence"];

export const projectsQuery = (search: string) =>
  queryOptions({
    queryKey: ["projects", "list", search],
    queryFn: ({ signal }) =>
      get("/projects/", { params: { query: { search: search || undefined } }, signal }),
  });

export const projectQuery = (slug: string) =>
  queryOptions({
    queryKey: ["projects", slug],
    queryFn: () => get("/projects/{slug}/", { params: { path: { slug } } }),
  });

/** A snapshot never changes, but what of it is hidden does. */
export const snapshotQuery = (slug: string, number: number) =>
  queryOptions({
    queryKey: ["projects", slug, number],
    queryFn: () => get("/projects/{slug}/snapshots/{number}/", { params: { path: { slug, number } } }),
  });

export const evidenceQuery = (slug: string, number: number) =>
  queryOptions({
    queryKey: ["projects", slug, number, "evidence"],
    queryFn: () =>
      get("/projects/{slug}/snapshots/{number}/evidence/", { params: { path: { slug, number } } }),
  });
