import { Button, Group, Progress, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { address } from "../../api/client";
import { isRunning } from "../../api/jobs";
import { useNumber } from "../../shared/study";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { TimeAgo } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { type ImportReport, importQuery, useCancel, useResume } from "./api";
import classes from "./Imports.module.css";

/** The live report of an import: progress, counts, and each rejected record with its reason. */
export function ImportPage() {
  const report = useQuery(importQuery(useNumber("id")));
  const finished = Boolean(report.data?.finished_at);
  const cache = useQueryClient();
  useEffect(() => {
    if (finished) void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "imports" });
  }, [finished, cache]);
  return (
    <Page
      title={report.data?.source || "Import"}
      actions={
        <>
          <Button component={Link} to="/imports" variant="default">
            Import more
          </Button>
          <Button component={Link} to="/corpus">
            Go to the corpus
          </Button>
        </>
      }
    >
      <Loaded query={report}>
        {(found) => (
          <Stack gap="lg">
            <State report={found} />
            <Counts report={found} />
            <Problems report={found} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function State({ report }: { report: ImportReport }) {
  const cancel = useCancel(report);
  const resume = useResume(report);
  const { job } = report;
  if (!job || !isRunning(job)) {
    const stopped = job?.state === "failed" || job?.state === "cancelled";
    return (
      <Stack gap="xs" align="flex-start">
        <Text role="status">
          {job && job.state !== "done"
            ? `${(job.message || STOPPED[job.state] || job.state).replace(/\.$/, "")}. What was read until then is kept.`
            : job?.message || "Finished"}
          {report.finished_at && (
            <>
              {" "}
              <TimeAgo at={report.finished_at} />.
            </>
          )}
        </Text>
        {stopped && report.kind !== "files" && (
          <Button loading={resume.isPending} onClick={() => resume.mutate()}>
            Resume the import
          </Button>
        )}
        <MutationError of={resume} />
      </Stack>
    );
  }
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text role="status">
          {job.state === "queued" ? "Waiting for the worker." : job.message || "Reading."}{" "}
          {job.total ? `${job.done} of ${job.total}` : ""}
        </Text>
        <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Stop
        </Button>
      </Group>
      <Progress value={job.total ? (100 * job.done) / job.total : 0} aria-label="Progress of the import" />
      <MutationError of={cancel} />
    </div>
  );
}

const STOPPED: Record<string, string> = { cancelled: "Stopped", failed: "Failed" };

const COUNTS = [
  ["created", "new"],
  ["updated", "updated"],
  ["unchanged", "unchanged"],
  ["merged", "merged by alias"],
  ["rejected", "rejected"],
] as const;

function Counts({ report }: { report: ImportReport }) {
  return (
    <dl className={classes.counts}>
      {COUNTS.map(([name, words]) => (
        <div key={name} className={classes.count}>
          <dt>{words}</dt>
          <dd>{report[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

const FEW = 10; // problems that need no search

function Problems({ report }: { report: ImportReport }) {
  const [words, setWords] = useState("");
  const shown = report.problems.filter(({ source, reason }) =>
    `${source} ${reason}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  if (!report.problems.length) {
    return report.finished_at ? <Text c="dimmed">No record was rejected.</Text> : null;
  }
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          Rejected, with the reason
        </Title>
        {report.problems.length > FEW && (
          <TextInput
            type="search"
            aria-label="Search the rejected records"
            placeholder="File, line or reason …"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        <Button
          component="a"
          href={address("/imports/{number}/problems.csv", { path: { number: report.id } })}
          download
          variant="default"
          size="xs"
        >
          Download as CSV
        </Button>
      </Group>
      <WideTable label="Rejected records" minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Where</Table.Th>
              <Table.Th>Why</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((problem) => (
              <Table.Tr key={`${problem.source} ${problem.reason}`}>
                <Table.Td className={classes.source}>{problem.source}</Table.Td>
                <Table.Td>{problem.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="sm" c="dimmed" mt="xs">
        {report.rejected > report.problems.length &&
          `The first ${report.problems.length} of ${report.rejected.toLocaleString("en")}; the CSV file has them all.`}
        {words && !shown.length && "None of these matches."}
      </Text>
    </section>
  );
}
