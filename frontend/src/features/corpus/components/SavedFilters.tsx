import { Anchor, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { type SavedFilter, savedFilter, savedFiltersQuery } from "../../../api/savedFilters";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { useRemoveFilter, useRenameFilter, useSaveFilter } from "../api";
import classes from "../CorpusPage.module.css";
import { filterWords, isFiltered, withFilter } from "../state/filter";

/** My named filters: apply, rename, delete; and a name for the present one. */
export function SavedFilters({ filter }: { filter: CorpusFilter }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpened(true)}>
        Saved filters
      </Button>
      <Modal opened={opened} onClose={close} title="Saved filters" size="lg">
        <Stack>
          <SaveForm filter={filter} />
          <Mine onApply={close} />
        </Stack>
      </Modal>
    </>
  );
}

function SaveForm({ filter }: { filter: CorpusFilter }) {
  const save = useSaveFilter();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), query: filter }, { onSuccess: () => setName("") });
  };
  if (!isFiltered(filter)) {
    return <Text c="dimmed">Choose facets or search words first; then the filter can be saved here.</Text>;
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <TextInput
          label="Name for the present filter"
          description={filterWords(filter)}
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          className={classes.grow}
        />
        <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
          Save
        </Button>
      </Group>
      <MutationError of={save} />
    </form>
  );
}

function Mine({ onApply }: { onApply: () => void }) {
  const remove = useRemoveFilter();
  const restore = useSaveFilter();
  const gone = remove.isSuccess && !restore.isSuccess ? remove.variables : null;
  return (
    <>
      <MutationError of={remove} />
      <MutationError of={restore} />
      {gone && (
        <Group gap="xs" role="status">
          <Text size="sm">Deleted “{gone.name}”.</Text>
          <Button
            variant="default"
            size="xs"
            onClick={() => restore.mutate({ name: gone.name, query: gone.query })}
          >
            Undo
          </Button>
        </Group>
      )}
      <Loaded query={useQuery(savedFiltersQuery)} rows={2}>
        {(filters) =>
          filters.length ? (
            <ul className={classes.saved} aria-label="Saved filters">
              {filters.map((one) => (
                <li key={one.id}>
                  <One
                    filter={one}
                    onApply={onApply}
                    onRemove={() => {
                      restore.reset();
                      remove.mutate(one);
                    }}
                  />
                </li>
              ))}
            </ul>
          ) : (
            <Text c="dimmed">You have saved no filter.</Text>
          )
        }
      </Loaded>
    </>
  );
}

type OneProps = { filter: SavedFilter; onApply: () => void; onRemove: () => void };

function One({ filter, onApply, onRemove }: OneProps) {
  const [search] = useSearchParams();
  const rename = useRenameFilter();
  const [name, setName] = useState<string | null>(null);
  const words = savedFilter(filter.query);
  if (name !== null) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ id: filter.id, name: name.trim() }, { onSuccess: () => setName(null) });
        }}
      >
        <Group gap="xs">
          <TextInput
            aria-label={`New name for ${filter.name}`}
            data-autofocus
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            className={classes.grow}
          />
          <Button type="submit" size="xs" loading={rename.isPending}>
            Rename
          </Button>
          <Button size="xs" variant="default" onClick={() => setName(null)}>
            Keep the name
          </Button>
        </Group>
        <MutationError of={rename} />
      </form>
    );
  }
  return (
    <Group justify="space-between" gap="xs">
      <div className={classes.grow}>
        <Anchor component={Link} to={`?${withFilter(search, words)}`} onClick={onApply}>
          {filter.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {filterWords(words)}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-label={`Rename ${filter.name}`}
          onClick={() => setName(filter.name)}
        >
          Rename
        </Button>
        <Button size="xs" variant="default" aria-label={`Delete ${filter.name}`} onClick={onRemove}>
          Delete
        </Button>
      </Group>
    </Group>
  );
}
