import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { OWN, ownCorpus } from "../../api/corpora";
import { useStudy } from "../../shared/study";
import { CorpusSelect } from "../../shared/ui/CorpusSelect";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { AddProjects } from "./AddProjects";
import {
  type Candidate,
  candidatesQuery,
  fileAddress,
  type Screening,
  screeningQuery,
  useAddCandidates,
  useSetCriteria,
} from "./api";
import { CriteriaForm } from "./CriteriaForm";
import { DecisionGrid } from "./DecisionGrid";
import { Flow } from "./Flow";
import { texts } from "./texts";

/** Screening: the criteria, the verdicts on the projects and the resulting flow. */
export function ScreenPage() {
  const study = useStudy();
  const screening = useQuery(screeningQuery(study.slug));
  const candidates = useQuery(candidatesQuery(study.slug));
  return (
    <Page title={texts.page.title} lead={texts.page.lead}>
      <Loaded query={screening}>
        {(loadedScreening) => (
          <Loaded query={candidates} rows={10}>
            {(loadedCandidates) => <Sections screening={loadedScreening} candidates={loadedCandidates} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Sections({ screening, candidates }: { screening: Screening; candidates: Candidate[] }) {
  const study = useStudy();
  const [editing, setEditing] = useState(false);
  const [started, setStarted] = useState(screening.criteria.length + candidates.length > 0);
  const lead = study.roles.includes("lead");
  if (!started) {
    return lead ? (
      <StartScreening screening={screening} onStarted={() => setStarted(true)} />
    ) : (
      <Empty title={texts.page.noneTitle}>{texts.page.none}</Empty>
    );
  }
  return (
    <Stack gap="xl">
      <section aria-labelledby="criteria">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="criteria">
            {texts.page.criteria}
          </Title>
          {lead && !editing && (
            <Button variant="default" size="xs" onClick={() => setEditing(true)}>
              {texts.page.changeCriteria}
            </Button>
          )}
        </Group>
        {editing ? (
          <CriteriaForm screening={screening} onDone={() => setEditing(false)} />
        ) : (
          <ol>
            {screening.criteria.map(({ id, label, description }) => (
              <li key={id}>
                <strong>{label}</strong>
                {description && <Text size="sm" c="dimmed" children={description} />}
              </li>
            ))}
          </ol>
        )}
      </section>
      <section aria-labelledby="projects">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="projects">
            {texts.page.projects}
          </Title>
          {lead && <AddProjects screened={screening.corpus} candidates={candidates} />}
        </Group>
        <DecisionGrid screening={screening} candidates={candidates} lead={lead} />
      </section>
      <section aria-labelledby="flow">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="flow">
            {texts.page.flow}
          </Title>
          <Group gap="xs">
            <Button component="a" variant="default" size="xs" href={fileAddress(study.slug, "flow")} download>
              {texts.page.downloadFlow}
            </Button>
            <Button
              component="a"
              variant="default"
              size="xs"
              href={fileAddress(study.slug, "decisions")}
              download
            >
              {texts.page.downloadDecisions}
            </Button>
          </Group>
        </Group>
        <Flow screening={screening} />
      </section>
    </Stack>
  );
}

function StartScreening({ screening, onStarted }: { screening: Screening; onStarted: () => void }) {
  const study = useStudy();
  const criteria = useSetCriteria(study.slug);
  const add = useAddCandidates(study.slug);
  const [corpus, setCorpus] = useState(OWN);
  const start = async () => {
    await add.mutateAsync({ corpus, filter: {} });
    await criteria.mutateAsync(screening.suggested);
    onStarted();
  };
  return (
    <Empty
      title={texts.start.title}
      action={
        <Stack align="flex-start">
          <CorpusSelect label={texts.add.corpus} value={corpus} onChange={setCorpus} />
          <Button onClick={() => void start().catch(() => {})} loading={criteria.isPending || add.isPending}>
            {texts.start.start}
          </Button>
          <MutationError of={criteria} />
          <MutationError of={add} />
        </Stack>
      }
    >
      {texts.start.criteria(screening.suggested.map(({ label }) => label.toLowerCase()))}{" "}
      {texts.start.projects} <Link to={ownCorpus(study.slug)}>{texts.start.corpus}</Link>.{" "}
      {texts.start.without}
    </Empty>
  );
}
