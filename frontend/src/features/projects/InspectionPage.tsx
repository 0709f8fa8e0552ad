import { Anchor, Button, Group, Progress, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { isRunning } from "../../api/jobs";
import { useCorpus } from "../../shared/corpus";
import { useNumber } from "../../shared/study";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { WideTable } from "../../shared/ui/WideTable";
import { type Inspection, inspectionQuery, type ReportRow, useCancel } from "./api";
import classes from "./Projects.module.css";
import { texts } from "./texts";

/** The live report of an inspection, a project a row. */
export function InspectionPage() {
  const corpus = useCorpus();
  const number = useNumber("number");
  const report = useQuery(inspectionQuery(corpus, number));
  return (
    <Page
      title={texts.report.title(number)}
      actions={
        <>
          <Button component={Link} to={`${corpus}/inspections`} variant="default">
            {texts.report.again}
          </Button>
          <Button component={Link} to={`${corpus}/projects`}>
            {texts.list.title}
          </Button>
        </>
      }
    >
      <Loaded query={report} rows={6}>
        {(data) => (
          <Stack gap="lg">
            <State report={data} />
            <Rows rows={data.items} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const countOf = (rows: readonly ReportRow[], state: ReportRow["state"]) =>
  rows.filter((row) => row.state === state).length;

function State({ report }: { report: Inspection }) {
  const { items } = report;
  const cancel = useCancel(report.number);
  const waiting = countOf(items, "waiting") + countOf(items, "running");
  const ended = items.length - waiting;
  if (!isRunning(report)) {
    const counts = {
      waiting,
      done: countOf(items, "done"),
      unchanged: countOf(items, "unchanged"),
      failed: countOf(items, "failed"),
    };
    return <Text role="status">{texts.report.finished(counts)}</Text>;
  }
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text role="status">{texts.report.progress(ended, items.length)}</Text>
        {report.may_cancel && (
          <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {texts.report.cancel}
          </Button>
        )}
      </Group>
      <Progress value={(100 * ended) / items.length} aria-label={texts.report.bar} />
      <Text size="sm" c="dimmed" mt={6}>
        {texts.report.leave}
      </Text>
      <MutationError of={cancel} />
    </div>
  );
}

function Rows({ rows }: { rows: readonly ReportRow[] }) {
  return (
    <WideTable label={texts.report.label} minWidth={620}>
      <Table aria-label={texts.report.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.report.project}</Table.Th>
            <Table.Th scope="col">{texts.report.state}</Table.Th>
            <Table.Th scope="col">{texts.report.result}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              <Table.Td className={classes.name} dir="auto">
                {row.name}
                {row.address && (
                  <Text size="xs" c="dimmed">
                    {row.address}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className={classes.state} data-state={row.state}>
                {texts.report.states[row.state]}
              </Table.Td>
              <Table.Td className={classes.name}>
                <Result row={row} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function Result({ row: { name, state, reason, project, snapshot } }: { row: ReportRow }) {
  const corpus = useCorpus();
  return (
    <>
      {(reason || state === "unchanged") && <Text size="sm">{reason || texts.report.unchanged}</Text>}
      {project && (
        <Anchor
          component={Link}
          to={`${corpus}/projects/${project}${snapshot === null ? "" : `?snapshot=${snapshot}`}`}
          size="sm"
          aria-label={texts.report.show(name)}
        >
          {texts.report.showShort}
        </Anchor>
      )}
    </>
  );
}
