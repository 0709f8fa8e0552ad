import { queryOptions } from "@tanstack/react-query";
import { get, type Schemas } from "./client";
import { POLL_INTERVAL } from "./polling";

export type Job = Schemas["Job"];

export const isRunning = (job: Pick<Job, "state">) => job.state === "queued" || job.state === "running";

/** One of the user's jobs, until it has ended. */
export const jobQuery = (number: number) =>
  queryOptions({
    queryKey: ["jobs", number],
    queryFn: () => get("/jobs/{number}/", { params: { path: { number } } }),
    refetchInterval: ({ state }) => (state.data && !isRunning(state.data) ? false : POLL_INTERVAL.job),
  });

/** The user's jobs, polled often while one runs. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: () => get("/jobs/"),
  refetchInterval: ({ state }) =>
    state.data?.some(isRunning) ? POLL_INTERVAL.runningJobs : POLL_INTERVAL.idleJobs,
});
