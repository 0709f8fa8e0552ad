import { Button, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { address } from "../../../api/client";
import { type Member, membersQuery, type Round, roundQuery, type Study } from "../../../api/studies";
import { texts } from "../texts";

/** Downloads of the workbook for offline coding: one's own, and for a lead those of raters without an account. */
export function OfflineWorkbooks({ study, round }: { study: Study; round: number }) {
  const { data } = useQuery(roundQuery(study.slug, round));
  const lead = study.roles.includes("lead");
  const members = useQuery({ ...membersQuery(study.slug), enabled: lead });
  const names = data?.state === "open" ? workbooksOf(study, data, lead ? (members.data ?? []) : []) : [];
  if (names.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {texts.offline.title}
      </Title>
      <Group>
        {names.map((name) => (
          <Button
            key={name}
            component="a"
            variant="default"
            href={address("/studies/{study}/rounds/{number}/codings/workbook/", {
              path: { study: study.slug, number: round },
              ...(name === study.me ? {} : { query: { rater: name } }),
            })}
            download
          >
            {name === study.me ? texts.offline.own : texts.offline.of(name)}
          </Button>
        ))}
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        {texts.offline.help}
      </Text>
    </section>
  );
}

/** Whose workbooks a member can download: the own one, and those of raters without an account. */
function workbooksOf(study: Study, round: Round, members: readonly Member[]): string[] {
  const raters = new Set(round.raters.filter(({ assigned }) => assigned > 0).map(({ name }) => name));
  const others = members.filter(
    ({ username, joined_at, retired, left }) => username === null && joined_at !== null && !retired && !left,
  );
  return [study.me, ...others.map(({ name }) => name)].filter((name) => raters.has(name));
}
