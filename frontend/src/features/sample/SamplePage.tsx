import { Anchor, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { UnitBrief } from "../../api/studies";
import { unitsQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { sampleQuery } from "./api";
import { DrawSample } from "./DrawSample";
import { Similar } from "./SimilarUnits";
import { Strata } from "./SizeForm";
import { UnitDrawer } from "./UnitDrawer";
import { UnitTable } from "./UnitTable";

/** The study's units: how they were drawn, and each one to read. */
export function SamplePage() {
  const study = useStudy();
  const [search, setSearch] = useSearchParams();
  const units = useQuery(unitsQuery(study.slug));
  const mayDraw = study.roles.includes("lead") && study.round_list.length === 0;
  const close = () => {
    const left = new URLSearchParams(search);
    left.delete("unit");
    setSearch(left, { replace: true, preventScrollReset: true });
  };
  return (
    <Page
      title="Sample"
      lead={
        study.units ? (
          <>
            {study.units} units. {study.sampling_description}
          </>
        ) : (
          "The units that will be coded, drawn from the corpus."
        )
      }
    >
      <Stack gap="xl">
        {mayDraw && <DrawSample study={study} />}
        {!mayDraw && study.roles.includes("lead") && (
          <Text size="sm" c="dimmed">
            The sample is fixed since the first round was planned.
          </Text>
        )}
        {mayDraw && study.units > 1 && <Similar />}
        {study.units > 0 && <Drawn />}
        <Loaded query={units} rows={10}>
          {(found) => (found.length ? <Units units={found} /> : <NoUnits mayDraw={mayDraw} />)}
        </Loaded>
      </Stack>
      <UnitDrawer study={study.slug} unit={Number(search.get("unit")) || null} onClose={close} />
    </Page>
  );
}

/** The strata it was drawn from, if any. */
function Drawn() {
  const study = useStudy();
  const plan = useQuery(sampleQuery(study.slug)).data?.plan;
  if (!plan?.strata.length) return null;
  return (
    <section aria-labelledby="strata">
      <Title order={2} size="h4" id="strata" mb="xs">
        Strata
      </Title>
      <Strata plan={plan} />
    </section>
  );
}

function Units({ units }: { units: UnitBrief[] }) {
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const shown = units.filter((unit) =>
    [unit.number, unit.identifier, unit.title, unit.project].join(" ").toLowerCase().includes(wanted),
  );
  return (
    <section aria-label="Units">
      <Group justify="space-between" mb="xs">
        <TextInput
          type="search"
          aria-label="Search the units"
          placeholder="Number, identifier, title, project …"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w="100%"
          maw="22rem"
        />
        <Text size="sm" c="dimmed" role="status">
          {wanted ? `${shown.length} of ${units.length}` : `${units.length} units`}
        </Text>
      </Group>
      <UnitTable units={shown} />
    </section>
  );
}

function NoUnits({ mayDraw }: { mayDraw: boolean }) {
  if (mayDraw) return null;
  return (
    <Empty title="No sample yet">
      The lead draws it from the{" "}
      <Anchor component={Link} to="/corpus">
        corpus
      </Anchor>
      .
    </Empty>
  );
}
