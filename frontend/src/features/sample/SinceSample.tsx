import {
  Anchor,
  Button,
  Checkbox,
  Group,
  List,
  NativeSelect,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import {
  type SinceSample as Differences,
  type FactDifference,
  type FactName,
  sinceSampleQuery,
} from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { useRefreshFacts } from "./api";
import { texts } from "./texts";

/** What differs in the corpus since the sample was drawn. The lead can refresh facts before a round opens. */
export function SinceSample() {
  const study = useStudy();
  const [fact, setFact] = useState<FactName | undefined>();
  return (
    <section aria-labelledby="since">
      <Title order={2} size="h4" id="since" mb={4}>
        {texts.since.title}
      </Title>
      <Loaded query={useQuery(sinceSampleQuery(study.slug, fact))} rows={2}>
        {(differences) =>
          differences.changed ? (
            <Changed key={fact} differences={differences} fact={fact} onFact={setFact} />
          ) : (
            <Text size="sm" c="dimmed">
              {texts.since.none}
            </Text>
          )
        }
      </Loaded>
    </section>
  );
}

type Props = {
  differences: Differences;
  fact: FactName | undefined;
  onFact: (fact: FactName | undefined) => void;
};

function Changed({ differences, fact, onFact }: Props) {
  const { changed, facts, matching, units } = differences;
  const refresh = useRefreshFacts(useStudy().slug);
  const [selected, setSelected] = useState<number[]>([]);
  const refreshable = units.filter((unit) => unit.refreshable).map(({ number }) => number);
  const toggle = (number: number) =>
    setSelected((now) => (now.includes(number) ? now.filter((other) => other !== number) : [...now, number]));
  return (
    <Stack gap="xs">
      <Text size="sm">{texts.since.changed(changed)}</Text>
      <NativeSelect
        label={texts.since.filter}
        value={fact ?? ""}
        onChange={(event) => onFact(facts.find((row) => row.fact === event.currentTarget.value)?.fact)}
        data={[
          { value: "", label: texts.since.all(changed) },
          ...facts.map((row) => ({ value: row.fact, label: texts.since.fact(row.label, row.units) })),
        ]}
        maw="22rem"
      />
      <WideTable label={texts.since.units} minWidth={480}>
        <Table fz="sm" verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={40}>
                {refreshable.length > 0 && (
                  <Checkbox
                    aria-label={texts.since.selectAll}
                    checked={selected.length === refreshable.length}
                    indeterminate={selected.length > 0 && selected.length < refreshable.length}
                    onChange={() => setSelected(selected.length === refreshable.length ? [] : refreshable)}
                  />
                )}
              </Table.Th>
              <Table.Th>{texts.since.unit}</Table.Th>
              <Table.Th>{texts.since.differs}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {units.map((unit) => (
              <Table.Tr key={unit.number}>
                <Table.Td>
                  {unit.refreshable && (
                    <Checkbox
                      aria-label={texts.since.select(unit.number)}
                      checked={selected.includes(unit.number)}
                      onChange={() => toggle(unit.number)}
                    />
                  )}
                </Table.Td>
                <Table.Td>
                  <Anchor component={Link} to={`?unit=${unit.number}`} replace preventScrollReset size="sm">
                    {unit.number}. {unit.title || unit.identifier}
                  </Anchor>
                  <Text size="xs" c="dimmed">
                    {unit.identifier}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <DifferenceList differences={unit.changes} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {matching > units.length && (
        <Text size="xs" c="dimmed">
          {texts.since.listed(units.length, matching)}
        </Text>
      )}
      <MutationError of={refresh} />
      {refreshable.length > 0 && (
        <Group>
          <Button
            variant="default"
            disabled={selected.length === 0}
            loading={refresh.isPending}
            onClick={() => refresh.mutate(selected, { onSuccess: () => setSelected([]) })}
          >
            {texts.since.refresh(selected.length)}
          </Button>
          <Text size="xs" c="dimmed" maw="36rem">
            {texts.since.refreshHelp}
          </Text>
        </Group>
      )}
    </Stack>
  );
}

/** One line per fact that differs. */
export function DifferenceList({ differences }: { differences: FactDifference[] }) {
  return (
    <List size="sm" listStyleType="none" style={{ overflowWrap: "anywhere" }}>
      {differences.map((row) => (
        <List.Item key={row.fact}>{texts.since.difference(row)}</List.Item>
      ))}
    </List>
  );
}
