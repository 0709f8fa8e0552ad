import { Anchor, Button, Code, Group, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Round } from "../../../api/studies";
import { useStudy } from "../../../shared/study";
import type { Worklist } from "../api";
import { formatDuration } from "../state/activeTime";
import { texts } from "../texts";
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
        <Title order={2}>{texts.complete.title(worklist.total)}</Title>
        <Text mt="xs">
          {unfinished.length > 0
            ? texts.complete.waiting(
                round.number,
                unfinished.map(({ name }) => name),
              )
            : texts.complete.allFinished}
        </Text>
        <Text mt="xs" c="dimmed">
          {texts.complete.next(round.style === "open", round.final_rater)}
        </Text>
      </div>
      <Table aria-label={texts.complete.progress} withRowBorders={false}>
        <Table.Tbody>
          {round.raters.map(({ name, assigned, submitted }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="30%">
                {name}
                {name === study.me && texts.complete.you}
              </Table.Th>
              <Table.Td>
                <Progress
                  value={assigned ? (100 * submitted) / assigned : 0}
                  aria-label={texts.complete.progressOf(name)}
                />
              </Table.Td>
              <Table.Td ta="right" className={classes.count}>
                {texts.complete.submitted(submitted, assigned)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <dl className={classes.facts}>
        {mine?.commitment && (
          <>
            <dt>{texts.complete.commitment}</dt>
            <dd>
              <Code>{mine.commitment}</Code>
              <Text size="sm" c="dimmed">
                {texts.complete.commitmentHelp}
              </Text>
            </dd>
          </>
        )}
        <dt>{texts.complete.time}</dt>
        <dd>
          {formatDuration(worklist.active_seconds)}{" "}
          <Text span size="sm" c="dimmed">
            {texts.complete.timeHelp}
          </Text>
        </dd>
      </dl>
      <Group>
        <Button component={Link} to={home}>
          {texts.complete.toStudy}
        </Button>
        <Anchor component={Link} to={`${home}/rounds/${round.number}/codings`}>
          {texts.complete.download}
        </Anchor>
        {worklist.units[0] && (
          <Anchor component={Link} to={`${home}/rounds/${round.number}/code/${worklist.units[0].number}`}>
            {texts.complete.review}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}
