import { queryOptions } from "@tanstack/react-query";
import { at, get } from "./client";
import type { Job } from "./types";

export const isRunning = (job: Pick<Job, "state">) => job.state === "queued" || job.state === "running";

/** One of mine, until it has ended. */
export const jobQuery = (id: number) =>
  queryOptions({
    queryKey: ["jobs", id],
    queryFn: () => get<Job>(at`jobs/${id}/`),
    refetchInterval: ({ state }) => (state.data && !isRunning(state.data) ? false : 700),
  });

/** My jobs: asked every two seconds while one runs, else now and then. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: () => get<Job[]>("jobs/"),
  refetchInterval: ({ state }) => (state.data?.some(isRunning) ? 2_000 : 60_000),
});
