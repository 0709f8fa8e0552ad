import { Anchor, Button, Checkbox, Group, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { studyQuery } from "../../api/studies";
import { useCorpus, useMayImport } from "../../shared/corpus";
import { formatted } from "../../shared/text/count";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { date } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { type ProjectRow, projectsQuery } from "./api";
import { Decisions } from "./components/Decisions";
import { JoinProjects } from "./components/JoinProjects";
import classes from "./Projects.module.css";
import { shortCommit } from "./state/links";
import { texts } from "./texts";

const SEARCH_DELAY = 250; // ms after the last key

/** The projects with their advisories and their latest snapshots; in a study of projects its corpus. */
export function ProjectsPage() {
  const { study = "" } = useParams();
  const ofProjects = useQuery({ ...studyQuery(study), enabled: Boolean(study) }).data?.kind === "projects";
  const corpus = useCorpus();
  const mayImport = useMayImport();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), SEARCH_DELAY);
  const projects = useQuery({ ...projectsQuery(corpus, search), placeholderData: keepPreviousData });
  const inspect = mayImport && (
    <Button component={Link} to={`${corpus}/inspections`} variant={study ? "default" : "filled"}>
      {texts.list.inspect}
    </Button>
  );
  const sample = study && (
    <Button component={Link} to={`/studies/${study}/sample`}>
      {texts.list.sample}
    </Button>
  );
  return (
    <Page
      title={texts.list.title}
      lead={texts.list.lead}
      actions={
        <>
          {inspect}
          {sample}
        </>
      }
    >
      <TextInput
        type="search"
        aria-label={texts.list.search}
        placeholder={texts.list.searchExample}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maw="22rem"
        mb="sm"
      />
      <Loaded query={projects} rows={8}>
        {(rows) =>
          rows.length > 0 ? (
            <>
              {ofProjects && !search && (
                <Text size="sm" mb="xs">
                  {texts.list.inspected(rows.filter(({ latest }) => latest).length, rows.length)}
                </Text>
              )}
              <Projects rows={rows} mayDecide={mayImport === true} />
            </>
          ) : search ? (
            <Text role="status">{texts.list.noResults}</Text>
          ) : (
            <Empty title={texts.list.none} action={inspect} />
          )
        }
      </Loaded>
      {mayImport && <Decisions />}
    </Page>
  );
}

function Projects({ rows, mayDecide }: { rows: ProjectRow[]; mayDecide: boolean }) {
  const corpus = useCorpus();
  // The chosen projects stay chosen while the search changes, so that any two can be joined.
  const [chosen, setChosen] = useState<readonly ProjectRow[]>([]);
  const [joining, setJoining] = useState(false);
  const choose = (project: ProjectRow, on: boolean) =>
    setChosen([...chosen.filter(({ slug }) => slug !== project.slug), ...(on ? [project] : [])]);
  const close = () => {
    setJoining(false);
    setChosen([]);
  };
  return (
    <>
      {mayDecide && (
        <Group gap="sm" mb="xs">
          <Button size="xs" variant="default" disabled={chosen.length < 2} onClick={() => setJoining(true)}>
            {texts.decisions.join(chosen.length)}
          </Button>
          <Text size="sm" c="dimmed">
            {chosen.map(({ name }) => name).join(", ") || texts.decisions.joinHelp}
          </Text>
        </Group>
      )}
      {joining && <JoinProjects projects={[...chosen]} onClose={close} />}
      <WideTable label={texts.list.label} minWidth={640}>
        <Table highlightOnHover aria-label={texts.list.label}>
          <Table.Thead>
            <Table.Tr>
              {mayDecide && <Table.Td />}
              <Table.Th scope="col">{texts.list.project}</Table.Th>
              <Table.Th scope="col" ta="right">
                {texts.list.advisories}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {texts.list.snapshots}
              </Table.Th>
              <Table.Th scope="col">{texts.list.latest}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((project) => (
              <Table.Tr key={project.slug}>
                {mayDecide && (
                  <Table.Td>
                    <Checkbox
                      aria-label={texts.decisions.choose(project.name)}
                      checked={chosen.some(({ slug }) => slug === project.slug)}
                      onChange={(event) => choose(project, event.currentTarget.checked)}
                    />
                  </Table.Td>
                )}
                <Table.Td className={classes.name} dir="auto">
                  <Anchor component={Link} to={`${corpus}/projects/${project.slug}`} size="sm">
                    {project.name}
                  </Anchor>
                  {project.identities.some((identity) => identity !== project.name) && (
                    <Text size="xs" c="dimmed">
                      {project.identities.join(", ")}
                    </Text>
                  )}
                  {project.address && !project.identities.includes(project.address) && (
                    <Text size="xs" c="dimmed">
                      {project.address}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className={classes.number}>{formatted(project.count)}</Table.Td>
                <Table.Td className={classes.number}>{formatted(project.snapshots)}</Table.Td>
                <Table.Td>{latestText(project.latest)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}

function latestText(latest: ProjectRow["latest"]): string {
  if (!latest) return texts.list.notInspected;
  const commit = latest.commit ? shortCommit(latest.commit) : texts.list.withoutCommit;
  return [commit, latest.committed_at && date(latest.committed_at)].filter(Boolean).join(", ");
}
