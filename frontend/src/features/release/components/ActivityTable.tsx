import { Table, Text } from "@mantine/core";
import { Link } from "react-router";
import { percentOf } from "../../../shared/numbers";
import { Empty } from "../../../shared/ui/Empty";
import { WideTable } from "../../../shared/ui/WideTable";
import type { ActivityRow, PublicRelease } from "../api";
import { texts } from "../texts";
import classes from "./Results.module.css";

/** The numbers of the figure: how many of the decided projects use each activity. */
export function ActivityTable({ study, release }: { study: string | null; release: PublicRelease }) {
  const { activities } = release;
  if (activities.length === 0) return <Empty title={texts.activities.empty} />;
  return (
    <>
      <WideTable label={texts.activities.label} minWidth={620}>
        <Table captionSide="bottom" aria-label={texts.activities.label}>
          <Table.Caption ta="left">{texts.activities.caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.activities.activity}</Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.activities.projects}
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.table.percent}
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.table.interval}
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.activities.unclear}
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.activities.bounds}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {activities.map((row) => (
              <Table.Tr key={row.activity}>
                <Table.Td className={classes.consequence} dir="auto">
                  <Text fw={600}>{row.activity}</Text>
                  {row.definition && <Text size="sm">{row.definition}</Text>}
                  {row.count > 0 && <Projects study={study} row={row} projects={release.projects} />}
                </Table.Td>
                <Table.Td className={classes.number}>{texts.activities.of(row.count, row.projects)}</Table.Td>
                <Table.Td className={classes.number}>
                  {row.proportion === null ? "–" : percentOf(row.proportion)}
                </Table.Td>
                <Table.Td className={classes.number}>{range(row.wilson?.[0], row.wilson?.[1])}</Table.Td>
                <Table.Td className={classes.number}>{row.unclear}</Table.Td>
                <Table.Td className={classes.number}>
                  {row.unclear > 0 ? range(row.lowest, row.highest) : "–"}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {release.undecided.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {texts.table.undecided(release.undecided)}
        </Text>
      )}
    </>
  );
}

/** The projects behind a number. */
function Projects({
  study,
  row,
  projects,
}: {
  study: string | null;
  row: ActivityRow;
  projects: PublicRelease["projects"];
}) {
  const name = (unit: number) => projects.find((project) => project.unit === unit)?.project ?? String(unit);
  return (
    <details className={classes.units}>
      <summary>{texts.activities.listed(row.count)}</summary>
      {row.units.map((unit, index) => (
        <span key={unit}>
          {index > 0 && ", "}
          {study === null ? (
            name(unit)
          ) : (
            <Link to={`/studies/${study}/sample?unit=${unit}`}>{name(unit)}</Link>
          )}
        </span>
      ))}
    </details>
  );
}

function range(low: number | null | undefined, high: number | null | undefined): string {
  if (typeof low !== "number" || typeof high !== "number") return "–";
  return texts.table.range(percentOf(low), percentOf(high));
}
