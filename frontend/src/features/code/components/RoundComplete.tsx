import { Anchor, Button, Code, Group, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import type { Worklist } from "../api";
import { formatDuration } from "../state/activeTime";
import classes from "./RoundComplete.module.css";

/** After the last unit: what happens next. */
export function RoundComplete({ round, worklist }: { round: Round; worklist: Worklist }) {
  const study = useStudy();
  const mine = round.raters.find(({ name }) => name === study.me);
  const home = `/studies/${study.slug}`;
  const unfinished = round.raters.filter(
    ({ name, assigned, submitted }) => name !== study.me && submitted < assigned,
  );
  return (
    <Stack className={classes.page} gap="lg">
      <div>
        <Title order={2}>
          {worklist.total === 0 ? "No unit is assigned to you" : `You have coded all ${worklist.total} units`}
        </Title>
        <Text mt="xs">
          {unfinished.length > 0
            ? `Round ${round.number} stays sealed while ${unfinished.map(({ name }) => name).join(" and ")} still ${
                unfinished.length === 1 ? "codes" : "code"
              }. Nobody sees your answers until the lead lifts the seal, and you see nobody's.`
            : "Everybody has finished. The lead can lift the seal now; until then nobody sees anybody else's answers."}
        </Text>
        <Text mt="xs" c="dimmed">
          Then {round.style === "open" ? "the raters' codes are matched, " : ""}agreement is computed on what
          was submitted, and disagreements are settled
          {round.final_rater ? `; the final rater is ${round.final_rater}` : ""}. Until then you may change
          your mind about a unit, with a reason.
        </Text>
      </div>
      <Table aria-label="Submitted units of each rater" withRowBorders={false}>
        <Table.Tbody>
          {round.raters.map(({ name, assigned, submitted }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="30%">
                {name}
                {name === study.me && " (you)"}
              </Table.Th>
              <Table.Td>
                <Progress
                  value={assigned ? (100 * submitted) / assigned : 0}
                  aria-label={`Progress of ${name}`}
                />
              </Table.Td>
              <Table.Td ta="right" className={classes.count}>
                {submitted} of {assigned}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <dl className={classes.facts}>
        {mine?.commitment && (
          <>
            <dt>Your sheet's commitment</dt>
            <dd>
              <Code>{mine.commitment}</Code>
              <Text size="sm" c="dimmed">
                A salted SHA-256 that binds you to what you submitted. Every member sees it; it tells nobody
                what it says until the seal is lifted.
              </Text>
            </dd>
          </>
        )}
        <dt>Your time on task</dt>
        <dd>
          {formatDuration(worklist.active_seconds)}{" "}
          <Text span size="sm" c="dimmed">
            Seen by you alone; a release tells each rater's total.
          </Text>
        </dd>
      </dl>
      <Group>
        <Button component={Link} to={home}>
          To the study
        </Button>
        <Anchor component={Link} to={`${home}/rounds/${round.number}/codings`}>
          Download your codings
        </Anchor>
        {worklist.units[0] && (
          <Anchor component={Link} to={`${home}/rounds/${round.number}/code/${worklist.units[0].number}`}>
            Look through your units
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}
