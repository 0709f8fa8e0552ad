import { Anchor, Table, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { Figure } from "../../../shared/figures/Figure";
import { percent } from "../../../shared/numbers";
import { Loaded } from "../../../shared/ui/Loaded";
import { WideTable } from "../../../shared/ui/WideTable";
import { type SeverityCounts, severitiesQuery } from "../api";
import { withWord } from "../state/filter";
import classes from "./Severities.module.css";

/** How severe the advisories of the filter are, as a figure and as a table that says the same. */
export function Severities({ filter }: { filter: CorpusFilter }) {
  const query = useQuery({ ...severitiesQuery(filter), placeholderData: keepPreviousData });
  return (
    <section aria-label="Severities" className={classes.panel}>
      <Loaded query={query}>{(found) => <Shown found={found} />}</Loaded>
    </section>
  );
}

function Shown({ found }: { found: SeverityCounts }) {
  if (!found.bands.length) {
    return <Text c="dimmed">Severities are hidden from you while you code in an open round.</Text>;
  }
  if (!found.figure) return <Text c="dimmed">There is no advisory to count.</Text>;
  return (
    <div className={classes.two}>
      <Figure
        address={found.figure}
        alt="Bar chart of the advisories by severity. The table has the same numbers."
      />
      <div>
        <WideTable label="Severities" minWidth={340}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Severity</Table.Th>
                {["Advisories", "%", "Published", "Computed"].map((name) => (
                  <Table.Th key={name} className={classes.number}>
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.bands.map(({ severity, count, published, computed }) => (
                <Table.Tr key={severity}>
                  <Table.Td>
                    <Band severity={severity} count={count} />
                  </Table.Td>
                  <Table.Td className={classes.number}>{count}</Table.Td>
                  <Table.Td className={classes.number}>{percent(count, found.total)}</Table.Td>
                  <Table.Td className={classes.number}>{published}</Table.Td>
                  <Table.Td className={classes.number}>{computed}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
        <Text size="xs" c="dimmed">
          Published: in a source’s own word. Computed: from the CVSS base score, as no source has a word.
        </Text>
      </div>
    </div>
  );
}

/** A number opens the advisories behind it. */
function Band({ severity, count }: { severity: string; count: number }) {
  const [search] = useSearchParams();
  if (!count) return severity;
  return (
    <Anchor component={Link} to={`?${withWord(search, "severity", severity)}`} size="sm">
      {severity}
    </Anchor>
  );
}
