import { queryOptions } from "@tanstack/react-query";
import { type Corpus, inCorpus } from "./client";

/** The projects of a corpus with a snapshot, by name. */
export const inspectedProjectsQuery = (corpus: Corpus) =>
  queryOptions({
    queryKey: ["projects", corpus, "inspected"],
    queryFn: () => inCorpus(corpus).get("/projects/", { params: { query: { inspected: true } } }),
  });
