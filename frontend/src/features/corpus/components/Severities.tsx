import { Anchor, Table, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { useCorpus } from "../../../shared/corpus";
import { Figure } from "../../../shared/figures/Figure";
import { percent } from "../../../shared/numbers";
import { Loaded } from "../../../shared/ui/Loaded";
import { WideTable } from "../../../shared/ui/WideTable";
import { type SeverityCounts, severitiesQuery } from "../api";
import { withParameter } from "../state/filter";
import { texts } from "../texts";
import classes from "./Severities.module.css";

/** The severities of the advisories that match the filter, as a figure and as a table. */
export function Severities({ filter }: { filter: CorpusFilter }) {
  const query = useQuery({ ...severitiesQuery(useCorpus(), filter), placeholderData: keepPreviousData });
  return (
    <section aria-label={texts.severities.label} className={classes.panel}>
      <Loaded query={query}>{(data) => <Counts data={data} />}</Loaded>
    </section>
  );
}

function Counts({ data }: { data: SeverityCounts }) {
  if (!data.bands.length) {
    return <Text c="dimmed">{texts.severities.hidden}</Text>;
  }
  if (!data.figure) return <Text c="dimmed">{texts.severities.none}</Text>;
  return (
    <div className={classes.two}>
      <Figure address={data.figure} alt={texts.severities.figure} />
      <div>
        <WideTable label={texts.severities.label} minWidth={340}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{texts.severities.severity}</Table.Th>
                {Object.values(texts.severities.columns).map((name) => (
                  <Table.Th key={name} className={classes.number}>
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.bands.map(({ severity, count, published, computed }) => (
                <Table.Tr key={severity}>
                  <Table.Td>
                    <Band severity={severity} count={count} />
                  </Table.Td>
                  <Table.Td className={classes.number}>{count}</Table.Td>
                  <Table.Td className={classes.number}>{percent(count, data.total)}</Table.Td>
                  <Table.Td className={classes.number}>{published}</Table.Td>
                  <Table.Td className={classes.number}>{computed}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
        <Text size="xs" c="dimmed">
          {texts.severities.help}
        </Text>
      </div>
    </div>
  );
}

/** A severity, with a link to its advisories if there are any. */
function Band({ severity, count }: { severity: string; count: number }) {
  const [search] = useSearchParams();
  if (!count) return severity;
  return (
    <Anchor component={Link} to={`?${withParameter(search, "severity", severity)}`} size="sm">
      {severity}
    </Anchor>
  );
}
