import { Group, MultiSelect, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { type CorpusFilter, type Facets, FILTERS, facetsQuery } from "../../api/advisories";
import { savedFilter, savedFiltersQuery } from "../../api/savedFilters";
import type { Study } from "../../api/studies";
import { Loaded } from "../../shared/ui/Loaded";
import { SizeForm } from "./SizeForm";

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
            <SavedFilter onChoose={setFilter} />
            <FilterFields facets={facets} filter={filter} onChange={setFilter} />
            <SizeForm study={study} filter={filter} />
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}

/** Begins with a filter that was saved in the corpus; nothing where there is none. */
function SavedFilter({ onChoose }: { onChoose: (filter: CorpusFilter) => void }) {
  const saved = useQuery(savedFiltersQuery).data ?? [];
  if (!saved.length) return null;
  return (
    <Select
      label="Saved filter"
      placeholder="Choose …"
      data={saved.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={(chosen) => {
        const found = saved.find(({ id }) => String(id) === chosen);
        if (found) onChoose(savedFilter(found.query));
      }}
      maw="24rem"
    />
  );
}

type FieldsProps = { facets: Facets; filter: CorpusFilter; onChange: (filter: CorpusFilter) => void };

function FilterFields({ facets, filter, onChange }: FieldsProps) {
  const set = (name: keyof CorpusFilter) => (value: string | null) =>
    onChange({ ...filter, [name]: value || undefined });
  const select = (name: keyof CorpusFilter, label: string, data: { value: string; label: string }[]) => (
    <MultiSelect
      label={label}
      placeholder={filter[name] ? undefined : "Any"}
      clearable
      searchable
      data={withChosen(data, filter[name])}
      value={filter[name]?.split(",") ?? []}
      onChange={(values) => set(name)(values.join(","))}
      w={{ base: "100%", xs: "14rem" }}
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
      {select(
        "severity",
        "Severity",
        facets.severities.map(({ value, count }) => counted(value, count)),
      )}
      {select(
        "year",
        "Published",
        facets.years.map(({ value, count }) => counted(value, count)),
      )}
      {select(
        "ecosystem",
        "Ecosystem",
        facets.ecosystems.map(({ value, count }) => counted(value, count)),
      )}
      {facets.cwes.length > 0 &&
        select(
          "cwe",
          "Weakness",
          facets.cwes.map(({ value, count }) => counted(value, count, `CWE-${value}`)),
        )}
      <Select
        label="Withdrawn advisories"
        data={[
          { value: "no", label: "left out" },
          { value: "yes", label: "taken with the others" },
          { value: "only", label: "alone" },
        ]}
        value={filter.withdrawn ?? "no"}
        allowDeselect={false}
        onChange={(value) => set("withdrawn")(value === "no" ? null : value)}
        w={{ base: "100%", xs: "14rem" }}
      />
    </Group>
  );
}

/** What was chosen elsewhere stays in the list, also where it is not among the most frequent. */
function withChosen(data: { value: string; label: string }[], chosen = "") {
  const listed = new Set(data.map(({ value }) => value));
  const missing = chosen.split(",").filter((value) => value && !listed.has(value));
  return [...data, ...missing.map((value) => ({ value, label: value }))];
}
