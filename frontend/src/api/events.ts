import { infiniteQueryOptions } from "@tanstack/react-query";
import { at } from "./client";
import { paged } from "./paging";
import type { StudyEvent } from "./types";

/** The study's history, newest first. */
export const eventsQuery = (study: string) =>
  infiniteQueryOptions({
    queryKey: ["studies", study, "events"],
    ...paged<StudyEvent>(at`studies/${study}/events/`),
  });
