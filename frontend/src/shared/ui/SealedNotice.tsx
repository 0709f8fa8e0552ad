import { Button, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Round } from "../../api/studies";
import { stepPath, useStudy } from "../study";
import { Empty } from "./Empty";

/** Nothing of a sealed round is shown but how far each rater is. */
export function SealedNotice({ round, what }: { round: Round; what: string }) {
  const study = useStudy();
  return (
    <Empty
      title={
        round.state === "planned" ? `Round ${round.number} is not open yet` : "Sealed until the round closes"
      }
      action={
        <Button component={Link} to={stepPath(study, "rounds", round.number)} variant="default">
          Look at round {round.number}
        </Button>
      }
    >
      <Text>
        {what} is based on the raters’ codings. They are sealed until the lead closes the round, so that no
        rater influences another.
      </Text>
      {round.state === "open" && (
        <Text mt="xs">
          {round.raters
            .map(({ name, assigned, submitted }) => `${name} ${submitted} of ${assigned}`)
            .join(", ")}
        </Text>
      )}
    </Empty>
  );
}
