import { Group, MultiSelect, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { type CorpusFilter, type Facets, facetsQuery } from "../../api/advisories";
import type { Corpus } from "../../api/client";
import { corpusNamed, OWN } from "../../api/corpora";
import { filterOf, savedFilter, savedFiltersQuery } from "../../api/savedFilters";
import type { Study } from "../../api/studies";
import { CorpusSelect } from "../../shared/ui/CorpusSelect";
import { Loaded } from "../../shared/ui/Loaded";
import { SizeForm } from "./SizeForm";
import { texts } from "./texts";

const NO_FILTER: CorpusFilter = {};

/** Draws a sample: a filter of the corpus, then all matching advisories or a random sample of them. */
export function DrawSample({ study }: { study: Study }) {
  const [search] = useSearchParams();
  const [filter, setFilter] = useState<CorpusFilter>(() => filterOf(search));
  const [name, setName] = useState(search.get("corpus") ?? OWN);
  const corpus = corpusNamed(name, study.slug);
  const query = useQuery(facetsQuery(corpus, NO_FILTER));
  const choose = (chosen: string) => {
    setName(chosen);
    setFilter(NO_FILTER);
  };
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="xs">
        {texts.draw.title}
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw="44rem">
        {texts.draw.help}
      </Text>
      <Stack>
        <CorpusSelect label={texts.draw.corpus} value={name} onChange={choose} />
        <Loaded query={query}>
          {(facets) => (
            <Stack key={name}>
              <SavedFilter corpus={corpus} onChoose={setFilter} />
              <FilterFields facets={facets} filter={filter} onChange={setFilter} />
              <SizeForm study={study} corpus={name} filter={filter} />
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Paper>
  );
}

/** Chooses one of the saved filters of the corpus; nothing if there is none. */
type SavedFilterProps = { corpus: Corpus; onChoose: (filter: CorpusFilter) => void };

function SavedFilter({ corpus, onChoose }: SavedFilterProps) {
  const saved = useQuery(savedFiltersQuery(corpus)).data ?? [];
  if (!saved.length) return null;
  return (
    <Select
      label={texts.draw.savedFilter}
      placeholder={texts.draw.chooseFilter}
      data={saved.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={(chosen) => {
        const filter = saved.find(({ id }) => String(id) === chosen);
        if (filter) onChoose(savedFilter(filter.query));
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
      placeholder={filter[name] ? undefined : texts.draw.any}
      clearable
      searchable
      data={withChosen(data, filter[name])}
      value={filter[name]?.split(",") ?? []}
      onChange={(values) => set(name)(values.join(","))}
      w={{ base: "100%", xs: "14rem" }}
    />
  );
  const option = (value: string | number, count: number, label = String(value)) => ({
    value: String(value),
    label: texts.draw.option(label, count),
  });
  return (
    <Group align="flex-end">
      <TextInput
        label={texts.draw.words}
        placeholder={texts.draw.any}
        value={filter.search ?? ""}
        onChange={(event) => set("search")(event.currentTarget.value)}
        w={{ base: "100%", xs: "12rem" }}
      />
      {select(
        "project",
        texts.draw.project,
        facets.projects.map(({ slug, name, count }) => option(slug, count, name)),
      )}
      {select(
        "severity",
        texts.draw.severity,
        facets.severities.map(({ value, count }) => option(value, count)),
      )}
      {select(
        "year",
        texts.draw.published,
        facets.years.map(({ value, count }) => option(value, count)),
      )}
      {select(
        "ecosystem",
        texts.draw.ecosystem,
        facets.ecosystems.map(({ value, count }) => option(value, count)),
      )}
      {facets.cwes.length > 0 &&
        select(
          "cwe",
          texts.draw.weakness,
          facets.cwes.map(({ value, count }) => option(value, count, texts.draw.cwe(String(value)))),
        )}
      <Select
        label={texts.draw.withdrawn}
        data={Object.entries(texts.draw.withdrawnOptions).map(([value, label]) => ({ value, label }))}
        value={filter.withdrawn ?? "no"}
        allowDeselect={false}
        onChange={(value) => set("withdrawn")(value === "no" ? null : value)}
        w={{ base: "100%", xs: "14rem" }}
      />
    </Group>
  );
}

/** The options and the chosen values, which may not be among the most frequent. */
function withChosen(options: { value: string; label: string }[], chosen = "") {
  const values = new Set(options.map(({ value }) => value));
  const missing = chosen.split(",").filter((value) => value && !values.has(value));
  return [...options, ...missing.map((value) => ({ value, label: value }))];
}
