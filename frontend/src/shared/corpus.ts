import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { Corpus } from "../api/client";
import { corpusQuery, ownCorpus, sharedCorpus } from "../api/corpora";
import { studyQuery } from "../api/studies";

/** The corpus of the current address: that of the study, or a shared one. */
export function useCorpus(): Corpus {
  const { study, corpus = "" } = useParams();
  return study ? ownCorpus(study) : sharedCorpus(corpus);
}

/** Whether the corpus is a shared one, which can be kept current. */
export const isShared = (corpus: Corpus) => corpus.startsWith("/corpora/");

/** Whether the user may import into the corpus of the current address and read its imports; undefined until known. */
export function useMayImport(): boolean | undefined {
  const { study = "", corpus = "" } = useParams();
  const leads = useQuery({ ...studyQuery(study), enabled: Boolean(study) }).data?.roles.includes("lead");
  const shared = useQuery({ ...corpusQuery(corpus), enabled: !study && Boolean(corpus) }).data;
  return study ? leads : shared?.maintained;
}
