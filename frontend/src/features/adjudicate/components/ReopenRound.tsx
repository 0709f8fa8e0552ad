import { Text } from "@mantine/core";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import { useReopenRound } from "../api";
import { texts } from "../texts";
import { ReasonButton } from "./ReasonButton";

/** Button that reopens a settled round after it asked for a reason. */
export function ReopenRound({ round }: { round: Round }) {
  const study = useStudy();
  const reopen = useReopenRound(study.slug, round.number);
  return (
    <ReasonButton words={{ ...texts.reopen, title: texts.reopen.title(round.number) }} action={reopen}>
      <Text>{texts.reopen.effect}</Text>
      {round.blind_adjudication && <Text>{texts.reopen.blinded}</Text>}
    </ReasonButton>
  );
}
