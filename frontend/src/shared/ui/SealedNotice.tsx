import { Button, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Round } from "../../api/studies";
import { stepPath, useStudy } from "../study";
import { texts } from "../texts";
import { Empty } from "./Empty";

/** A notice in place of the results of a sealed round, with the number of submitted units per rater. */
export function SealedNotice({ round, what }: { round: Round; what: string }) {
  const study = useStudy();
  return (
    <Empty
      title={round.state === "planned" ? texts.sealed.planned(round.number) : texts.sealed.open}
      action={
        <Button component={Link} to={stepPath(study, "rounds", round.number)} variant="default">
          {texts.sealed.showRound(round.number)}
        </Button>
      }
    >
      <Text>{texts.sealed.help(what)}</Text>
      {round.state === "open" && <Text mt="xs">{texts.sealed.progress(round.raters)}</Text>}
    </Empty>
  );
}
