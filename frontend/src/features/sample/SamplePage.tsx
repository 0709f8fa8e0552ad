import { Anchor, Button, Group, List, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { corpusNamed, ownCorpus } from "../../api/corpora";
import type { UnitBrief } from "../../api/studies";
import { unitsQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { Warning } from "../../shared/ui/Warning";
import { sampleQuery } from "./api";
import { DrawProjects } from "./DrawProjects";
import { DrawSample } from "./DrawSample";
import { SimilarUnits } from "./SimilarUnits";
import { SinceSample } from "./SinceSample";
import { Strata } from "./SizeForm";
import { texts } from "./texts";
import { UnitDrawer } from "./UnitDrawer";
import { UnitTable } from "./UnitTable";

/** The units of the study and how they were drawn. The lead draws them here. */
export function SamplePage() {
  const study = useStudy();
  const [search, setSearch] = useSearchParams();
  const query = useQuery(unitsQuery(study.slug));
  const lead = study.roles.includes("lead");
  const ofProjects = study.kind === "projects";
  const mayDraw = lead && study.round_list.length === 0;
  const closeUnit = () => {
    const remaining = new URLSearchParams(search);
    remaining.delete("unit");
    setSearch(remaining, { replace: true, preventScrollReset: true });
  };
  return (
    <Page
      title={texts.page.title}
      lead={
        study.units
          ? texts.page.lead(study.units, study.sampling_description)
          : ofProjects
            ? texts.projects.emptyLead
            : texts.page.emptyLead
      }
    >
      <Stack gap="xl">
        <Anchor component={Link} to="size" size="sm">
          {texts.planning.open}
        </Anchor>
        {mayDraw && (ofProjects ? <DrawProjects study={study} /> : <DrawSample study={study} />)}
        {lead && !mayDraw && (
          <Text size="sm" c="dimmed">
            {texts.page.fixed}
          </Text>
        )}
        {mayDraw && study.units > 1 && !ofProjects && <SimilarUnits />}
        {study.units > 0 && <DrawnStrata />}
        {study.units > 0 && lead && <SinceSample />}
        {study.units > 0 && ofProjects && <NewerSnapshots mayDraw={mayDraw} />}
        <Loaded query={query} rows={10}>
          {(units) => (units.length ? <Units units={units} /> : !mayDraw && <NoSample />)}
        </Loaded>
      </Stack>
      <UnitDrawer study={study.slug} unit={Number(search.get("unit")) || null} onClose={closeUnit} />
    </Page>
  );
}

/** The strata of the sample, if it has any. */
function DrawnStrata() {
  const study = useStudy();
  const plan = useQuery(sampleQuery(study.slug)).data?.plan;
  if (!plan?.strata.length) return null;
  return (
    <section aria-labelledby="strata">
      <Title order={2} size="h4" id="strata" mb="xs">
        {texts.strata.title}
      </Title>
      <Strata plan={plan} />
    </section>
  );
}

/** The projects that were inspected again after the draw. */
function NewerSnapshots({ mayDraw }: { mayDraw: boolean }) {
  const study = useStudy().slug;
  const newer = useQuery(sampleQuery(study)).data?.newer_snapshots ?? [];
  if (newer.length === 0) return null;
  return (
    <Warning title={texts.projects.newerTitle(newer.length)}>
      {texts.projects.newer(mayDraw)}
      <List size="sm" mt={4} aria-label={texts.projects.newerLabel}>
        {newer.map(({ unit, project, slug, snapshot, corpus }) => (
          <List.Item key={unit}>
            <Anchor
              component={Link}
              to={`${corpusNamed(corpus, study)}/projects/${slug}?snapshot=${snapshot}`}
              inherit
            >
              {texts.projects.newerSnapshot(project, snapshot)}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Warning>
  );
}

function Units({ units }: { units: UnitBrief[] }) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim().toLowerCase());
  const matching = units.filter((unit) =>
    [unit.number, unit.identifier, unit.title, unit.project].join(" ").toLowerCase().includes(search),
  );
  return (
    <section aria-label={texts.units.label}>
      <Group justify="space-between" mb="xs">
        <TextInput
          type="search"
          aria-label={texts.units.search}
          placeholder={texts.units.searchExample}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w="100%"
          maw="22rem"
        />
        <Text size="sm" c="dimmed" role="status">
          {search ? texts.units.matching(matching.length, units.length) : texts.units.total(units.length)}
        </Text>
      </Group>
      <UnitTable units={matching} />
    </section>
  );
}

function NoSample() {
  const study = useStudy();
  if (study.kind === "projects") {
    return <Empty title={texts.page.emptyTitle}>{texts.projects.empty}</Empty>;
  }
  return (
    <Empty
      title={texts.page.emptyTitle}
      action={
        <Button component={Link} to={ownCorpus(study.slug)} variant="default">
          {texts.page.showCorpus}
        </Button>
      }
    >
      {texts.page.empty}
    </Empty>
  );
}
