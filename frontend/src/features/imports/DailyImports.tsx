import { Anchor, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useCorpus } from "../../shared/corpus";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { TimeAgo } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { type DailyImport, dailyImportsQuery, useStopDaily } from "./api";
import { texts } from "./texts";

/** The imports that keep a shared corpus current, and what changed on each day. */
export function DailyImports() {
  return (
    <Loaded query={useQuery(dailyImportsQuery(useCorpus()))}>
      {({ daily, days }) => (
        <>
          <Title order={2} size="h4" mt="xl" mb="sm">
            {texts.daily.title}
          </Title>
          {daily.length ? (
            <Stack component="ul" gap="xs" m={0} p={0}>
              {daily.map((row) => (
                <Row key={row.id} daily={row} />
              ))}
            </Stack>
          ) : (
            <Text c="dimmed">{texts.daily.none}</Text>
          )}
          {days.length > 0 && (
            <WideTable label={texts.daily.days} minWidth={360}>
              <Table mt="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{texts.daily.day}</Table.Th>
                    <Table.Th ta="right">{texts.list.created}</Table.Th>
                    <Table.Th ta="right">{texts.list.updated}</Table.Th>
                    <Table.Th ta="right">{texts.daily.merged}</Table.Th>
                    <Table.Th ta="right">{texts.list.rejected}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {days.map((row) => (
                    <Table.Tr key={row.day}>
                      <Table.Td>{row.day}</Table.Td>
                      <Table.Td ta="right">{row.created}</Table.Td>
                      <Table.Td ta="right">{row.updated}</Table.Td>
                      <Table.Td ta="right">{row.merged}</Table.Td>
                      <Table.Td ta="right">{row.rejected}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
          )}
        </>
      )}
    </Loaded>
  );
}

function Row({ daily }: { daily: DailyImport }) {
  const corpus = useCorpus();
  const stop = useStopDaily();
  return (
    <Group component="li" justify="space-between" gap="sm">
      <div>
        <Text size="sm">{daily.source}</Text>
        <Text size="sm" c="dimmed">
          <Anchor component={Link} to={`${corpus}/imports/${daily.last_import}`} size="sm">
            {texts.daily.last}
          </Anchor>
          {daily.last_message && `: ${daily.last_message}`} · {texts.daily.next}{" "}
          <TimeAgo at={daily.next_at} />
        </Text>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={texts.daily.stopThis(daily.source)}
        loading={stop.isPending}
        onClick={() => stop.mutate(daily.id)}
      >
        {texts.daily.stop}
      </Button>
      <MutationError of={stop} />
    </Group>
  );
}
