import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
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
import { Grid } from "./DecisionGrid";
import { FindProjects } from "./FindProjects";
import { Flow } from "./Flow";

/** Which projects are studied: the criteria, a verdict on each, and the flow that they make. */
export function ScreenPage() {
  const study = useStudy();
  const screening = useQuery(screeningQuery(study.slug));
  const candidates = useQuery(candidatesQuery(study.slug));
  return (
    <Page
      title="Screening"
      lead="Which projects are studied, and why the others are not. The sample is then drawn from the projects included."
    >
      <Loaded query={screening}>
        {(page) => (
          <Loaded query={candidates} rows={10}>
            {(found) => <Room screening={page} candidates={found} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Room({ screening, candidates }: { screening: Screening; candidates: Candidate[] }) {
  const study = useStudy();
  const [editing, setEditing] = useState(false);
  const [begun, setBegun] = useState(screening.criteria.length + candidates.length > 0);
  const lead = study.roles.includes("lead");
  if (!begun) {
    return lead ? (
      <Begin screening={screening} onBegun={() => setBegun(true)} />
    ) : (
      <Empty title="No screening">This study takes all projects of its filter.</Empty>
    );
  }
  return (
    <Stack gap="xl">
      <section aria-labelledby="criteria">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="criteria">
            Criteria
          </Title>
          {lead && !editing && (
            <Button variant="default" size="xs" onClick={() => setEditing(true)}>
              Change the criteria
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
            Projects
          </Title>
          {lead && <FindProjects candidates={candidates} />}
        </Group>
        <Grid screening={screening} candidates={candidates} lead={lead} />
      </section>
      <section aria-labelledby="flow">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="flow">
            Flow
          </Title>
          <Group gap="xs">
            <Button component="a" variant="default" size="xs" href={fileAddress(study.slug, "flow")} download>
              Flow as CSV
            </Button>
            <Button
              component="a"
              variant="default"
              size="xs"
              href={fileAddress(study.slug, "decisions")}
              download
            >
              Decisions as CSV
            </Button>
          </Group>
        </Group>
        <Flow screening={screening} />
      </section>
    </Stack>
  );
}

function Begin({ screening, onBegun }: { screening: Screening; onBegun: () => void }) {
  const study = useStudy();
  const criteria = useSetCriteria(study.slug);
  const find = useAddCandidates(study.slug);
  const begin = async () => {
    await find.mutateAsync({ filter: {} });
    await criteria.mutateAsync(
      screening.suggested.map(({ label, description }) => ({
        label: String(label),
        description: String(description),
      })),
    );
    onBegun();
  };
  return (
    <Empty
      title="No screening yet"
      action={
        <Stack align="flex-start">
          <Button onClick={() => void begin().catch(() => {})} loading={criteria.isPending || find.isPending}>
            Use the model study’s three criteria
          </Button>
          <MutationError of={criteria} />
          <MutationError of={find} />
        </Stack>
      }
    >
      Projects are held against criteria, one by one, with a reason for each that is left out. This begins
      with {screening.suggested.map(({ label }) => String(label).toLowerCase()).join(", ")}, which you can
      change, and with all projects of the <Link to="/corpus">corpus</Link>. A study without screening takes
      whatever its filter lets through.
    </Empty>
  );
}
