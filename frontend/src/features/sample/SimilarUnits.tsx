import { Button, Group, Modal, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { UnitBrief } from "../../api/studies";
import { unitQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { DocumentText } from "../../shared/text/DocumentText";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { type SimilarPair, similarQuery, useLeaveOut } from "./api";

/** Units whose texts are nearly the same, to be looked at before both are coded as if they were two. */
export function Similar() {
  const study = useStudy();
  const [asked, setAsked] = useState(false);
  const [pair, setPair] = useState<SimilarPair | null>(null);
  const pairs = useQuery({ ...similarQuery(study.slug), enabled: asked });
  return (
    <section aria-labelledby="similar">
      <Title order={2} size="h4" id="similar" mb={4}>
        Possible duplicates
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw="44rem">
        Two records of one vulnerability without a common alias would be coded twice. The texts are compared;
        you decide what to exclude.
      </Text>
      {!asked ? (
        <Button variant="default" onClick={() => setAsked(true)}>
          Compare all texts
        </Button>
      ) : (
        <Loaded query={pairs}>
          {(found) =>
            found.length ? (
              <Pairs pairs={found} onOpen={setPair} />
            ) : (
              <Text role="status">No two texts are nearly the same.</Text>
            )
          }
        </Loaded>
      )}
      {pair && <Compare pair={pair} onClose={() => setPair(null)} />}
    </section>
  );
}

function Pairs({ pairs, onOpen }: { pairs: SimilarPair[]; onOpen: (pair: SimilarPair) => void }) {
  return (
    <WideTable label="Pairs of units" minWidth={560}>
      <Table withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>One</Table.Th>
            <Table.Th>Other</Table.Th>
            <Table.Th ta="right">Similarity</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pairs.map((pair) => (
            <Table.Tr key={`${pair.first.number} ${pair.second.number}`}>
              <Table.Td>{nameOf(pair.first)}</Table.Td>
              <Table.Td>{nameOf(pair.second)}</Table.Td>
              <Table.Td ta="right">{pair.similarity.toFixed(2)}</Table.Td>
              <Table.Td>
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => onOpen(pair)}
                  aria-label={`Compare units ${pair.first.number} and ${pair.second.number}`}
                >
                  Compare
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

const nameOf = (unit: UnitBrief) => `${unit.number}. ${unit.identifier}: ${unit.title}`;

function Compare({ pair, onClose }: { pair: SimilarPair; onClose: () => void }) {
  const study = useStudy();
  const out = useLeaveOut(study.slug);
  const [reason, setReason] = useState("");
  const [leaving, setLeaving] = useState<number | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (leaving) out.mutate({ units: [leaving], reason: reason.trim() }, { onSuccess: onClose });
  };
  const leave = (unit: UnitBrief, other: UnitBrief) => {
    setLeaving(unit.number);
    setReason(`${unit.identifier} reports the same vulnerability as ${other.identifier}.`);
  };
  return (
    <Modal opened onClose={onClose} title="Possible duplicates" size="80rem">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {[pair.first, pair.second].map((unit) => (
          <Stack key={unit.number} gap="xs">
            <Title order={3} size="h5">
              Unit {unit.number}, {unit.identifier}
            </Title>
            <UnitText unit={unit.number} />
            <Group>
              <Button
                variant="default"
                onClick={() => leave(unit, unit === pair.first ? pair.second : pair.first)}
              >
                Leave unit {unit.number} out …
              </Button>
            </Group>
          </Stack>
        ))}
      </SimpleGrid>
      {leaving !== null && (
        <form onSubmit={submit}>
          <Stack mt="lg">
            <TextInput
              label={`Why is unit ${leaving} left out?`}
              description="It is published with the sample. The following units get new numbers."
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <MutationError of={out} />
            <Group>
              <Button type="submit" loading={out.isPending} disabled={!reason.trim()}>
                Leave unit {leaving} out
              </Button>
              <Button variant="subtle" onClick={() => setLeaving(null)}>
                Keep both
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function UnitText({ unit }: { unit: number }) {
  const study = useStudy();
  return (
    <Loaded query={useQuery(unitQuery(study.slug, unit))} rows={8}>
      {({ html, text }) => <DocumentText html={html} text={text} />}
    </Loaded>
  );
}
