import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { Step, StepProgress, Study } from "../api/studies";
import { studyQuery } from "../api/studies";
import { texts } from "./texts";

/** The study of the current address, which its layout loads before any page below is drawn. */
export function useStudy(): Study {
  const { study = "" } = useParams();
  return useSuspenseQuery(studyQuery(study)).data;
}

/** A number of the address, as in …/rounds/:round; NaN where the address has none. */
export function useNumber(name: string): number {
  return Number(useParams()[name] ?? Number.NaN);
}

/** The names of the steps. */
export const STEPS: Record<Step, string> = texts.steps;

/** The states of a step. */
export const STEP_STATES: Record<StepProgress["state"], string> = texts.stepStates;

/** The address of a step. Steps of a round lead to the given round, or to the newest. */
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

/** The address of the user's next step in a study; null if there is none. */
export function nextPath({ slug, next_action: next }: Pick<Study, "slug" | "next_action">): string | null {
  return next.path ? `/studies/${slug}/${next.path}` : null;
}

/** The label of the button that leads to `nextPath`. */
export const nextVerb = ({ kind, next_action: next }: Pick<Study, "kind" | "next_action">) =>
  kind === "projects" && next.step === "corpus"
    ? texts.nextInspection
    : next.step
      ? texts.nextStep[next.step]
      : texts.nextPage;
