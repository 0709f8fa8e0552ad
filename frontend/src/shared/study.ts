import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { Step, Study } from "../api/studies";
import { studyQuery } from "../api/studies";

/** The study of the current address. Its layout has loaded it before any page below is drawn. */
export function useStudy(): Study {
  const { study = "" } = useParams();
  return useSuspenseQuery(studyQuery(study)).data;
}

/** A number of the address, as in …/rounds/:round; NaN where the address has none. */
export function useNumber(name: string): number {
  return Number(useParams()[name] ?? Number.NaN);
}

export const STEPS: Record<Step, string> = {
  corpus: "Corpus",
  sample: "Sample",
  codebook: "Codebook",
  rounds: "Rounds",
  code: "Code",
  match: "Match",
  agreement: "Agreement",
  adjudicate: "Adjudicate",
  release: "Release",
};

/** Where a step of the study is done; steps of a round lead to the given one, or to the newest. */
export function stepPath(
  study: Pick<Study, "slug" | "round_list">,
  step: Step,
  round?: number | null,
): string {
  const home = `/studies/${study.slug}`;
  if (step === "release") return `${home}/releases`;
  if (step === "corpus" || step === "sample" || step === "codebook") return `${home}/${step}`;
  if (step === "rounds") return round ? `${home}/rounds/${round}` : `${home}/rounds`;
  const number = round ?? study.round_list.at(-1)?.number;
  return number ? `${home}/rounds/${number}/${step}` : `${home}/rounds`;
}

/** The page where I go on with a study, or null when there is nothing for me to do. */
export function nextPath({ slug, next_action: next }: Pick<Study, "slug" | "next_action">): string | null {
  if (!next.path) return null;
  return next.path.startsWith("/") ? next.path : `/studies/${slug}/${next.path}`;
}

const VERBS: Record<Step, string> = {
  corpus: "Go to the corpus",
  sample: "Draw the sample",
  codebook: "Go to the codebook",
  rounds: "Go to the round",
  code: "Continue coding",
  match: "Match the codes",
  agreement: "See the agreement",
  adjudicate: "Decide",
  release: "Go to the release",
};

/** What the button says that leads to `nextPath`. */
export const nextVerb = ({ next_action: next }: Pick<Study, "next_action">) =>
  next.step ? VERBS[next.step] : "Go on";
