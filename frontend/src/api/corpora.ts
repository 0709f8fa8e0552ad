import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Corpus, get, patch, post, type Schemas } from "./client";

export type SharedCorpus = Schemas["Corpus"];

/** The name of a study's own corpus where samples and screening name a corpus. */
export const OWN = "own";

export const ownCorpus = (study: string): Corpus => `/studies/${study}/corpus`;
export const sharedCorpus = (slug: string): Corpus => `/corpora/${slug}`;

/** The corpus that a study samples from by this name: its own, or a shared one. */
export const corpusNamed = (name: string, study: string): Corpus =>
  name === OWN ? ownCorpus(study) : sharedCorpus(name);

export const corporaQuery = queryOptions({
  queryKey: ["corpora"],
  queryFn: () => get("/corpora/"),
});

export const corpusQuery = (corpus: string) =>
  queryOptions({
    queryKey: ["corpora", corpus],
    queryFn: () => get("/corpora/{corpus}/", { params: { path: { corpus } } }),
  });

export function useMakeCorpus() {
  const refresh = useRefreshCorpora();
  return useMutation({
    mutationFn: (body: Schemas["CorpusWriteRequest"]) => post("/corpora/", { body }),
    onSuccess: refresh,
  });
}

export function useChangeCorpus(corpus: string) {
  const refresh = useRefreshCorpora();
  return useMutation({
    mutationFn: (body: Schemas["PatchedCorpusChangeRequest"]) =>
      patch("/corpora/{corpus}/", { params: { path: { corpus } }, body }),
    onSuccess: refresh,
  });
}

function useRefreshCorpora() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: corporaQuery.queryKey });
}
