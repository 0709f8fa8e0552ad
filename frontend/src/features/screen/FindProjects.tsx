import { Button, Group, Modal, MultiSelect, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { facetsQuery } from "../../api/advisories";
import { savedFilter, savedFiltersQuery } from "../../api/savedFilters";
import { useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { type Candidate, useAddCandidates } from "./api";

/** Notes further projects as found: named, by a saved filter, or all of the corpus. */
export function FindProjects({ candidates }: { candidates: Candidate[] }) {
  const study = useStudy();
  const add = useAddCandidates(study.slug);
  const [opened, setOpened] = useState(false);
  const [words, setWords] = useState("");
  const [slugs, setSlugs] = useState<string[]>([]);
  const [filter, setFilter] = useState<string | null>(null);
  const saved = useQuery({ ...savedFiltersQuery, enabled: opened }).data ?? [];
  const facets = useQuery({ ...facetsQuery({ withdrawn: "yes" }, words), enabled: opened }).data;
  const known = new Set(candidates.map(({ project }) => project));
  const options = (facets?.projects ?? []).filter(({ slug }) => !known.has(slug));
  const close = () => setOpened(false);
  const send = (found: Parameters<typeof add.mutate>[0]) =>
    add.mutate(found, { onSuccess: () => setSlugs([]) });
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpened(true)}>
        Add projects
      </Button>
      <Modal opened={opened} onClose={close} title="Add projects to screen" size="lg">
        <Stack>
          <Group align="flex-end">
            <MultiSelect
              label="By name"
              placeholder="Find a project …"
              searchable
              searchValue={words}
              onSearchChange={setWords}
              data={options.map(({ slug, name, count }) => ({ value: slug, label: `${name} (${count})` }))}
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
              Add {slugs.length || ""}
            </Button>
          </Group>
          <Group align="flex-end">
            <Select
              label="By a saved filter of the corpus"
              placeholder={saved.length ? "Choose …" : "None is saved"}
              disabled={!saved.length}
              data={saved.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={filter}
              onChange={setFilter}
              flex={1}
            />
            <Button
              disabled={!filter}
              loading={add.isPending}
              onClick={() => {
                const chosen = saved.find(({ id }) => String(id) === filter);
                if (chosen) send({ filter: savedFilter(chosen.query) });
              }}
            >
              Add its projects
            </Button>
          </Group>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              Projects that are imported later are not added by themselves.
            </Text>
            <Button variant="default" loading={add.isPending} onClick={() => send({ filter: {} })}>
              Add all of the corpus
            </Button>
          </Group>
          <MutationError of={add} />
          {add.data && (
            <Text size="sm" role="status">
              {add.data.added === 1 ? "1 project was" : `${add.data.added} projects were`} added.
            </Text>
          )}
        </Stack>
      </Modal>
    </>
  );
}
