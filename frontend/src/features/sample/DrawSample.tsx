import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Radio,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { type CorpusFilter, type Facets, FILTERS, facetsQuery } from "../../api/advisories";
import { at, post } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Study } from "../../api/types";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";

const WHOLE: CorpusFilter = {};

/** The lead chooses a filter of the corpus, and all of it or a random part. */
export function DrawSample({ study }: { study: Study }) {
  const [search] = useSearchParams();
  const [filter, setFilter] = useState<CorpusFilter>(() =>
    Object.fromEntries(FILTERS.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []))),
  );
  const whole = useQuery(facetsQuery(WHOLE));
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="xs">
        {study.units ? "Draw another sample" : "Draw the sample"}
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw="44rem">
        Units are numbered in order of their identifier. Raters read the text as it is stored now, whatever is
        imported later. The sample can be drawn again until the first round is planned.
      </Text>
      <Loaded query={whole}>
        {(facets) => (
          <Stack>
            <FilterFields facets={facets} filter={filter} onChange={setFilter} />
            <SizeForm study={study} filter={filter} />
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}

type FieldsProps = { facets: Facets; filter: CorpusFilter; onChange: (filter: CorpusFilter) => void };

function FilterFields({ facets, filter, onChange }: FieldsProps) {
  const set = (name: keyof CorpusFilter) => (value: string | null) =>
    onChange({ ...filter, [name]: value || undefined });
  const select = (name: keyof CorpusFilter, label: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      placeholder="Any"
      clearable
      searchable
      data={data}
      value={filter[name] ?? null}
      onChange={set(name)}
      w={{ base: "100%", xs: "12rem" }}
    />
  );
  const counted = (value: string | number, count: number, label = String(value)) => ({
    value: String(value),
    label: `${label} (${count})`,
  });
  return (
    <Group align="flex-end">
      <TextInput
        label="Words"
        placeholder="Any"
        value={filter.search ?? ""}
        onChange={(event) => set("search")(event.currentTarget.value)}
        w={{ base: "100%", xs: "12rem" }}
      />
      {select(
        "project",
        "Project",
        facets.projects.map(({ slug, name, count }) => counted(slug, count, name)),
      )}
      <MultiSelect
        label="Severity"
        placeholder={filter.severity ? undefined : "Any"}
        clearable
        data={facets.severities.filter(({ value }) => value).map(({ value, count }) => counted(value, count))}
        value={filter.severity?.split(",") ?? []}
        onChange={(values) => set("severity")(values.join(","))}
        w={{ base: "100%", xs: "14rem" }}
      />
      {select(
        "year",
        "Published",
        facets.years.map(({ value, count }) => counted(value, count)),
      )}
      {select(
        "ecosystem",
        "Ecosystem",
        facets.ecosystems.filter(({ value }) => value).map(({ value, count }) => counted(value, count)),
      )}
    </Group>
  );
}

function SizeForm({ study, filter }: { study: Study; filter: CorpusFilter }) {
  const refresh = useRefreshStudy(study.slug);
  const found = useQuery(facetsQuery(filter)).data?.total;
  const [how, setHow] = useState("all");
  const [size, setSize] = useState<number | string>("");
  const [seed, setSeed] = useState<number | string>("");
  const random = how === "random";
  const draw = useMutation({
    mutationFn: () =>
      post(at`studies/${study.slug}/units/`, {
        filter,
        size: random ? Number(size) : null,
        seed: random && seed !== "" ? Number(seed) : null,
      }),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    draw.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group value={how} onChange={setHow} label={`${found ?? "…"} advisories match`}>
          <Stack gap={6} mt={6}>
            <Radio value="all" label="Take all of them" />
            <Radio value="random" label="Take a simple random sample" />
          </Stack>
        </Radio.Group>
        {random && (
          <Group align="flex-start">
            <NumberInput
              label="Size"
              required
              withAsterisk={false}
              min={1}
              max={found}
              allowDecimal={false}
              value={size}
              onChange={setSize}
              w="9rem"
            />
            <NumberInput
              label="Seed"
              description="Empty: one is chosen and written down."
              inputWrapperOrder={["label", "input", "description"]}
              min={0}
              allowDecimal={false}
              value={seed}
              onChange={setSeed}
              w="14rem"
            />
          </Group>
        )}
        <MutationError of={draw} />
        {draw.isSuccess && (
          <Text size="sm" role="status">
            Drawn: {study.sampling}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={draw.isPending} disabled={!found}>
            Draw {random ? size || "the" : (found ?? "the")} units
          </Button>
          {found === 0 && (
            <Text size="sm" c="dimmed">
              No advisory matches. Take a word away, or import some.
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
