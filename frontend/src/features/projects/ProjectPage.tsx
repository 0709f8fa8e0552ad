import { Anchor, Button, Group, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { useCorpus, useMayImport } from "../../shared/corpus";
import { DocumentText } from "../../shared/text/DocumentText";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { date } from "../../shared/ui/TimeAgo";
import { Warning } from "../../shared/ui/Warning";
import { WideTable } from "../../shared/ui/WideTable";
import { evidenceQuery, type Project, projectQuery, type Snapshot, snapshotQuery } from "./api";
import { Activities } from "./components/Activities";
import { Identities, RenameProject } from "./components/Identities";
import { SnapshotFacts } from "./components/SnapshotFacts";
import classes from "./Projects.module.css";
import { repositoryLink, shortCommit } from "./state/links";
import { texts } from "./texts";

/** A project at one of its snapshots, with its evidence by activity. */
export function ProjectPage() {
  const { slug = "" } = useParams();
  const corpus = useCorpus();
  const project = useQuery(projectQuery(corpus, slug));
  const mayImport = useMayImport();
  const name = project.data?.name ?? slug;
  const [renaming, setRenaming] = useState(false);
  const rename = mayImport && project.data && !project.data.joined_into && (
    <Button variant="default" onClick={() => setRenaming(true)}>
      {texts.decisions.rename}
    </Button>
  );
  const inspect = mayImport && (
    <Button component={Link} to={`${corpus}/inspections`} variant="default">
      {texts.list.inspect}
    </Button>
  );
  return (
    <Page
      title={name}
      lead={project.data && <Address address={project.data.address} />}
      actions={
        <>
          {rename}
          {inspect}
        </>
      }
    >
      <Loaded query={project} rows={8}>
        {(data) => (
          <Stack gap="lg">
            {data.joined_into && (
              <Warning title={texts.decisions.joinedInto}>
                <Anchor component={Link} to={`${corpus}/projects/${data.joined_into.slug}`}>
                  {data.joined_into.name}
                </Anchor>
              </Warning>
            )}
            {data.snapshots.length > 0 ? (
              <Snapshots project={data} />
            ) : (
              <Empty title={texts.project.notInspectedTitle} action={inspect}>
                {texts.project.notInspected}
              </Empty>
            )}
            <Identities project={data} mayDecide={mayImport === true} />
            {renaming && <RenameProject project={data} onClose={() => setRenaming(false)} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Address({ address }: { address: string }) {
  const link = repositoryLink(address);
  if (!link) return address;
  return (
    <Anchor href={link} target="_blank" rel="noopener noreferrer" inherit>
      {address}
    </Anchor>
  );
}

/** The newest snapshot, or the one in the address, with a choice of the others. */
function Snapshots({ project }: { project: Project }) {
  const [search, setSearch] = useSearchParams();
  const newestFirst = [...project.snapshots].sort((a, b) => b.number - a.number);
  const requested = Number(search.get("snapshot") ?? newestFirst[0]?.number);
  const brief = newestFirst.find(({ number }) => number === requested);
  return (
    <Stack gap="lg">
      {newestFirst.length > 1 && (
        <Select
          label={texts.project.snapshot}
          allowDeselect={false}
          data={newestFirst.map(({ number, commit, committed_at, rules }) => ({
            value: String(number),
            label: texts.project.option(
              number,
              commit ? shortCommit(commit) : texts.list.withoutCommit,
              committed_at ? date(committed_at) : "",
              rules,
            ),
          }))}
          value={brief ? String(brief.number) : null}
          onChange={(value) => setSearch({ snapshot: value ?? "" }, { replace: true })}
          maw="26rem"
        />
      )}
      {brief ? (
        <LoadedSnapshot slug={project.slug} number={brief.number} />
      ) : (
        <Text role="status">{texts.project.unknownSnapshot(requested)}</Text>
      )}
    </Stack>
  );
}

function LoadedSnapshot({ slug, number }: { slug: string; number: number }) {
  const query = useQuery(snapshotQuery(useCorpus(), slug, number));
  return (
    <Loaded query={query} rows={10}>
      {(snapshot) => (
        <Stack gap="xl">
          <SnapshotFacts snapshot={snapshot} />
          <Problems problems={snapshot.problems} />
          {snapshot.hidden ? (
            <Warning title={texts.project.hidden}>{snapshot.hidden}</Warning>
          ) : (
            <LoadedEvidence slug={slug} snapshot={snapshot} />
          )}
          <Profile snapshot={snapshot} />
        </Stack>
      )}
    </Loaded>
  );
}

function LoadedEvidence({ slug, snapshot }: { slug: string; snapshot: Snapshot }) {
  const query = useQuery(evidenceQuery(useCorpus(), slug, snapshot.number));
  return (
    <Loaded query={query} rows={10}>
      {(evidence) => <Activities snapshot={snapshot} evidence={evidence} />}
    </Loaded>
  );
}

function Problems({ problems }: { problems: Snapshot["problems"] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby="problems">
      <Title order={2} size="h4" mb="xs" id="problems">
        {texts.project.problems}
      </Title>
      <WideTable label={texts.project.problemsLabel} minWidth={420}>
        <Table fz="sm" aria-label={texts.project.problemsLabel}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.project.path}</Table.Th>
              <Table.Th scope="col">{texts.project.reason}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map(({ path, reason }) => (
              <Table.Tr key={`${path} ${reason}`}>
                <Table.Td className={classes.path}>{path ?? texts.project.wholeRepository}</Table.Td>
                <Table.Td>{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}

/** The text that raters read: folded where the evidence stands above it, open where it is all there is. */
function Profile({ snapshot }: { snapshot: Snapshot }) {
  const { document } = snapshot;
  if (!document) return null;
  const text = <DocumentText html={document.html} text={document.text} />;
  if (snapshot.hidden) return text;
  return (
    <details className={classes.profile}>
      <summary>{texts.project.profile}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {texts.project.profileHelp}
      </Text>
      {text}
      <Group>
        <Text size="xs" c="dimmed" className={classes.commit}>
          {texts.project.checksum(snapshot.sha256)}
        </Text>
      </Group>
    </details>
  );
}
