import { Button, Group, Modal, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fieldErrors } from "../../api/client";
import type { UnitBrief } from "../../api/studies";
import { unitQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { DocumentText } from "../../shared/text/DocumentText";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { type SimilarPair, similarQuery, useExcludeUnits } from "./api";
import { texts } from "./texts";

/** Pairs of units with nearly equal texts, of which one can be excluded before both are coded. */
export function SimilarUnits() {
  const study = useStudy();
  const [requested, setRequested] = useState(false);
  const [opened, setOpened] = useState<SimilarPair | null>(null);
  const query = useQuery({ ...similarQuery(study.slug), enabled: requested });
  return (
    <section aria-labelledby="similar">
      <Title order={2} size="h4" id="similar" mb={4}>
        {texts.similar.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw="44rem">
        {texts.similar.help}
      </Text>
      {!requested ? (
        <Button variant="default" onClick={() => setRequested(true)}>
          {texts.similar.compareAll}
        </Button>
      ) : (
        <Loaded query={query}>
          {(pairs) =>
            pairs.length ? (
              <Pairs pairs={pairs} onOpen={setOpened} />
            ) : (
              <Text role="status">{texts.similar.none}</Text>
            )
          }
        </Loaded>
      )}
      {opened && <Comparison pair={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}

function Pairs({ pairs, onOpen }: { pairs: SimilarPair[]; onOpen: (pair: SimilarPair) => void }) {
  return (
    <WideTable label={texts.similar.pairs} minWidth={560}>
      <Table withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.similar.first}</Table.Th>
            <Table.Th>{texts.similar.second}</Table.Th>
            <Table.Th ta="right">{texts.similar.similarity}</Table.Th>
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
                  aria-label={texts.similar.compareUnits(pair.first.number, pair.second.number)}
                >
                  {texts.similar.compare}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

const nameOf = ({ number, identifier, title }: UnitBrief) => texts.similar.unit(number, identifier, title);

function Comparison({ pair, onClose }: { pair: SimilarPair; onClose: () => void }) {
  const [excluded, setExcluded] = useState<UnitBrief | null>(null);
  const otherOf = (unit: UnitBrief) => (unit === pair.first ? pair.second : pair.first);
  return (
    <Modal opened onClose={onClose} title={texts.similar.title} size="80rem">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {[pair.first, pair.second].map((unit) => (
          <Stack key={unit.number} gap="xs">
            <Title order={3} size="h5">
              {texts.similar.heading(unit.number, unit.identifier)}
            </Title>
            <UnitText unit={unit.number} />
            <Group>
              <Button variant="default" onClick={() => setExcluded(unit)}>
                {texts.similar.open(unit.number)}
              </Button>
            </Group>
          </Stack>
        ))}
      </SimpleGrid>
      {excluded && (
        <ExcludeUnit
          key={excluded.number}
          unit={excluded}
          other={otherOf(excluded)}
          onDone={onClose}
          onCancel={() => setExcluded(null)}
        />
      )}
    </Modal>
  );
}

type ExcludeProps = { unit: UnitBrief; other: UnitBrief; onDone: () => void; onCancel: () => void };

function ExcludeUnit({ unit, other, onDone, onCancel }: ExcludeProps) {
  const study = useStudy();
  const exclude = useExcludeUnits(study.slug);
  const form = useForm({
    mode: "controlled",
    initialValues: { reason: texts.similar.sameVulnerability(unit.identifier, other.identifier) },
  });
  const reason = form.values.reason.trim();
  const submit = form.onSubmit(() =>
    exclude.mutate(
      { units: [unit.number], reason },
      { onSuccess: onDone, onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack mt="lg">
        <TextInput
          label={texts.similar.reason(unit.number)}
          description={texts.similar.reasonHelp}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
        <MutationError of={exclude} atFields={Object.keys(form.values)} />
        <Group>
          <Button type="submit" loading={exclude.isPending} disabled={!reason}>
            {texts.similar.exclude(unit.number)}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {texts.similar.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
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
