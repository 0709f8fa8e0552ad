import { useQuery } from "@tanstack/react-query";
import { codesQuery, type Round, type Study } from "../../../api/studies";
import { codeOrder, type Graded } from "../../../shared/codes/order";
import type { SettingValue } from "../../../shared/roundSettings";

/** The order that a round of this style would fix when it opens; null without an order, and in open coding. */
export function useCodebookOrder(study: Study, style: SettingValue | undefined): Graded[] | null {
  const enabled = study.kind === "advisories" && (style === "shared" || style === "closed");
  const codes = useQuery({ ...codesQuery(study.slug), enabled });
  return enabled && codes.data ? codeOrder(codes.data) : null;
}

/** The order of the codes of a round: as it was fixed, or as it would be if the round opened now. */
export function useRoundOrder(study: Study, round: Round): Graded[] | null {
  const planned = useCodebookOrder(study, round.state === "planned" ? round.style : null);
  return round.state === "planned" ? planned : round.code_order;
}
