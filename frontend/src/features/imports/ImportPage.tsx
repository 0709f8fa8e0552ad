import { Button, Group, Progress, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { corpusAddress } from "../../api/client";
import { isRunning } from "../../api/jobs";
import { useCorpus } from "../../shared/corpus";
import { useNumber } from "../../shared/study";
import { capitalised } from "../../shared/text/capitalised";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { date, TimeAgo } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { type ImportReport, importQuery, useCancel, useResume } from "./api";
import classes from "./Imports.module.css";
import { sourceTitle } from "./sourceTitle";
import { shortened } from "./state/source";
import { texts } from "./texts";
import { UndoDialog } from "./UndoDialog";

/** The live report of an import: progress, counts, and each rejected record with its reason. */
export function ImportPage() {
  const corpus = useCorpus();
  const { study } = useParams();
  const report = useQuery(importQuery(corpus, useNumber("id")));
  const finished = Boolean(report.data?.finished_at);
  const cache = useQueryClient();
  useEffect(() => {
    if (finished) void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "imports" });
  }, [finished, cache]);
  return (
    <Page
      title={sourceTitle(report.data?.source ?? "") || texts.report.title}
      actions={
        <>
          <Button component={Link} to={`${corpus}/imports`} variant="default">
            {texts.report.more}
          </Button>
          <Button component={Link} to={corpus} variant={study ? "default" : "filled"}>
            {texts.report.toCorpus}
          </Button>
          {study && (
            <Button component={Link} to={`/studies/${study}/sample`}>
              {texts.report.sample}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={report}>
        {(data) => (
          <Stack gap="lg">
            <State report={data} />
            <Undo report={data} />
            <Counts report={data} />
            <Problems report={data} />
            <Remarks report={data} />
            <Source source={data.source} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** Whether the import is undone, or the button to undo it after it has ended. */
function Undo({ report }: { report: ImportReport }) {
  const [open, dialog] = useDisclosure(false);
  if (report.undone_at) {
    const by = report.undone_by ?? texts.undo.nobody;
    return <Text>{texts.undo.undone(by, date(report.undone_at), report.removed)}</Text>;
  }
  if (!report.finished_at) return null;
  return (
    <div>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {texts.undo.open}
      </Button>
      {open && <UndoDialog report={report} onClose={dialog.close} />}
    </div>
  );
}

/** All names of the source, if the heading shows only the first ones. */
function Source({ source }: { source: string }) {
  if (!shortened(source).cut) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {texts.report.source}
      </Title>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {source}
      </Text>
    </section>
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
            ? texts.report.ended(job.message || texts.report.stopped[job.state] || job.state)
            : job?.message || texts.report.finished}
          {report.finished_at && (
            <>
              {" "}
              <TimeAgo at={report.finished_at} />.
            </>
          )}
        </Text>
        {stopped && report.kind !== "files" && !report.undone_at && (
          <Button loading={resume.isPending} onClick={() => resume.mutate()}>
            {texts.report.resume}
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
          {job.state === "queued" ? texts.report.queued : job.message || texts.report.reading}{" "}
          {job.total ? texts.report.progress(job.done, job.total) : ""}
        </Text>
        <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {texts.report.cancel}
        </Button>
      </Group>
      <Progress value={job.total ? (100 * job.done) / job.total : 0} aria-label={texts.report.progressBar} />
      <MutationError of={cancel} />
    </div>
  );
}

const { counts: COUNTS } = texts.report;

/** The counts of records, and those of facts about CVEs if there are any. */
function shownCounts(report: ImportReport): (keyof typeof COUNTS)[] {
  const names = Object.keys(COUNTS) as (keyof typeof COUNTS)[];
  return names.filter((name) => report[name] > 0 || (name !== "matched" && name !== "not_in_corpus"));
}

function Counts({ report }: { report: ImportReport }) {
  return (
    <dl className={classes.counts}>
      {shownCounts(report).map((name) => (
        <div key={name} className={classes.count}>
          <dt>{COUNTS[name]}</dt>
          <dd>{report[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

const SEARCH_FROM = 10; // problems; fewer need no search

function Problems({ report }: { report: ImportReport }) {
  const corpus = useCorpus();
  const [query, setQuery] = useState("");
  const shown = report.problems.filter(({ source, reason }) =>
    `${source} ${reason}`.toLowerCase().includes(query.trim().toLowerCase()),
  );
  if (!report.problems.length) {
    return report.finished_at ? <Text c="dimmed">{texts.problems.none}</Text> : null;
  }
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {texts.problems.title}
        </Title>
        {report.problems.length > SEARCH_FROM && (
          <TextInput
            type="search"
            aria-label={texts.problems.search}
            placeholder={texts.problems.searchPlaceholder}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
        <Button
          component="a"
          href={corpusAddress(corpus, "/imports/{number}/problems.csv", { path: { number: report.id } })}
          download
          variant="default"
          size="xs"
        >
          {texts.problems.download}
        </Button>
      </Group>
      <WideTable label={texts.problems.title} minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.problems.source}</Table.Th>
              <Table.Th>{texts.problems.reason}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((problem) => (
              <Table.Tr key={`${problem.source} ${problem.reason}`}>
                <Table.Td className={classes.source}>{problem.source}</Table.Td>
                <Table.Td>{capitalised(problem.reason)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="sm" c="dimmed" mt="xs">
        {report.rejected > report.problems.length &&
          texts.problems.first(report.problems.length, report.rejected)}
        {query && !shown.length && texts.problems.noResults}
      </Text>
    </section>
  );
}

function Remarks({ report }: { report: ImportReport }) {
  if (!report.remarks.length) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {texts.remarks.title}
      </Title>
      <WideTable label={texts.remarks.title} minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.remarks.source}</Table.Th>
              <Table.Th>{texts.remarks.remark}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.remarks.map(({ source, remark }) => (
              <Table.Tr key={`${source} ${remark}`}>
                <Table.Td className={classes.source}>{source}</Table.Td>
                <Table.Td>{capitalised(remark)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}
