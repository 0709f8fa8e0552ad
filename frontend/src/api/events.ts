import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, type Schemas } from "./client";
import { paged } from "./paging";

export type StudyEvent = Schemas["Event"];

/** The audit trail of the study, newest first. */
export const eventsQuery = (study: string) =>
  infiniteQueryOptions({
    queryKey: ["studies", study, "events"],
    ...paged((cursor, signal) =>
      get("/studies/{study}/events/", { params: { path: { study }, query: { cursor } }, signal }),
    ),
  });
