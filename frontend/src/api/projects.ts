import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";

/** The projects with a snapshot, by name. */
export const inspectedProjectsQuery = queryOptions({
  queryKey: ["projects", "inspected"],
  queryFn: () => get("/projects/", { params: { query: { inspected: true } } }),
});
