import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type { Job } from "./types";

export const isRunning = (job: Pick<Job, "state">) => job.state === "queued" || job.state === "running";

/** My jobs: asked every two seconds while one runs, else now and then. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: () => get<Job[]>("jobs/"),
  refetchInterval: ({ state }) => (state.data?.some(isRunning) ? 2_000 : 60_000),
});
