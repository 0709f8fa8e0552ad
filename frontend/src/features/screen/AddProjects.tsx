import { Button, Group, Modal, MultiSelect, Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { facetsQuery } from "../../api/advisories";
import { corpusNamed } from "../../api/corpora";
import { savedFilter, savedFiltersQuery } from "../../api/savedFilters";
import { useStudy } from "../../shared/study";
import { CorpusSelect } from "../../shared/ui/CorpusSelect";
import { MutationError } from "../../shared/ui/MutationError";
import { type Candidate, type NewCandidates, useAddCandidates } from "./api";
import { texts } from "./texts";

/** Adds projects to the screening: by name, by a saved filter, or all of the corpus. */
export function AddProjects({ screened, candidates }: { screened: string; candidates: Candidate[] }) {
  const study = useStudy();
  const add = useAddCandidates(study.slug);
  const [opened, dialog] = useDisclosure(false);
  const [name, setName] = useState(screened);
  const corpus = corpusNamed(name, study.slug);
  const [search, setSearch] = useState("");
  const [slugs, setSlugs] = useState<string[]>([]);
  const [filter, setFilter] = useState<string | null>(null);
  const saved = useQuery({ ...savedFiltersQuery(corpus), enabled: opened }).data ?? [];
  const facets = useQuery({ ...facetsQuery(corpus, { withdrawn: "yes" }, search), enabled: opened }).data;
  const present = new Set(candidates.map(({ project }) => project));
  const options = (facets?.projects ?? []).filter(({ slug }) => !present.has(slug));
  const chosen = saved.find(({ id }) => String(id) === filter);
  const choose = (chosen: string) => {
    setName(chosen);
    setSlugs([]);
    setFilter(null);
  };
  const send = (projects: NewCandidates) =>
    add.mutate({ corpus: name, ...projects }, { onSuccess: () => setSlugs([]) });
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {texts.add.open}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={texts.add.title} size="lg">
        <Stack>
          <CorpusSelect label={texts.add.corpus} value={name} onChange={choose} />
          <Group align="flex-end">
            <MultiSelect
              label={texts.add.names}
              placeholder={texts.add.namesExample}
              searchable
              searchValue={search}
              onSearchChange={setSearch}
              data={options.map(({ slug, name, count }) => ({
                value: slug,
                label: texts.add.option(name, count),
              }))}
              filter={({ options: all }) => all}
              value={slugs}
              onChange={setSlugs}
              flex={1}
            />
            <Button
              disabled={!slugs.length}
              loading={add.isPending}
              onClick={() => send({ projects: slugs })}
            >
              {texts.add.addNamed(slugs.length)}
            </Button>
          </Group>
          <Group align="flex-end">
            <Select
              label={texts.add.filter}
              placeholder={saved.length ? texts.add.chooseFilter : texts.add.noFilter}
              disabled={!saved.length}
              data={saved.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={filter}
              onChange={setFilter}
              flex={1}
            />
            <Button
              disabled={!filter}
              loading={add.isPending}
              onClick={() => chosen && send({ filter: savedFilter(chosen.query) })}
            >
              {texts.add.addMatching}
            </Button>
          </Group>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {texts.add.note}
            </Text>
            <Button variant="default" loading={add.isPending} onClick={() => send({ filter: {} })}>
              {texts.add.addAll}
            </Button>
          </Group>
          <MutationError of={add} />
          {add.data && (
            <Text size="sm" role="status">
              {texts.add.added(add.data.added)}
            </Text>
          )}
        </Stack>
      </Modal>
    </>
  );
}
