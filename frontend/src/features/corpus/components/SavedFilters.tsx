import { Anchor, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { fieldErrors } from "../../../api/client";
import { type SavedFilter, savedFilter, savedFiltersQuery } from "../../../api/savedFilters";
import { useCorpus } from "../../../shared/corpus";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { useRemoveFilter, useRenameFilter, useSaveFilter } from "../api";
import classes from "../CorpusPage.module.css";
import { filterText, isFiltered, withFilter } from "../state/filter";
import { texts } from "../texts";

/** The user's saved filters: apply, rename or delete them, or save the current filter. */
export function SavedFilters({ filter }: { filter: CorpusFilter }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpened(true)}>
        {texts.saved.title}
      </Button>
      <Modal opened={opened} onClose={close} title={texts.saved.title} size="lg">
        <Stack>
          <SaveForm filter={filter} />
          <FilterList onApply={close} />
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
    return <Text c="dimmed">{texts.saved.unfiltered}</Text>;
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <TextInput
          label={texts.saved.name}
          description={filterText(filter)}
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldErrors(save.error).name}
          className={classes.grow}
        />
        <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
          {texts.saved.save}
        </Button>
      </Group>
      <MutationError of={save} atFields={["name"]} />
    </form>
  );
}

function FilterList({ onApply }: { onApply: () => void }) {
  const remove = useRemoveFilter();
  const restore = useSaveFilter();
  const deleted = remove.isSuccess && !restore.isSuccess ? remove.variables : null;
  return (
    <>
      <MutationError of={remove} />
      <MutationError of={restore} />
      {deleted && (
        <Group gap="xs" role="status">
          <Text size="sm">{texts.saved.deleted(deleted.name)}</Text>
          <Button
            variant="default"
            size="xs"
            onClick={() => restore.mutate({ name: deleted.name, query: deleted.query })}
          >
            {texts.saved.undo}
          </Button>
        </Group>
      )}
      <Loaded query={useQuery(savedFiltersQuery(useCorpus()))} rows={2}>
        {(filters) =>
          filters.length ? (
            <ul className={classes.saved} aria-label={texts.saved.title}>
              {filters.map((saved) => (
                <li key={saved.id}>
                  <OneFilter
                    filter={saved}
                    onApply={onApply}
                    onRemove={() => {
                      restore.reset();
                      remove.mutate(saved);
                    }}
                  />
                </li>
              ))}
            </ul>
          ) : (
            <Text c="dimmed">{texts.saved.none}</Text>
          )
        }
      </Loaded>
    </>
  );
}

type OneFilterProps = { filter: SavedFilter; onApply: () => void; onRemove: () => void };

function OneFilter({ filter, onApply, onRemove }: OneFilterProps) {
  const [search] = useSearchParams();
  const rename = useRenameFilter();
  const [name, setName] = useState<string | null>(null);
  const query = savedFilter(filter.query);
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
            aria-label={texts.saved.newName(filter.name)}
            data-autofocus
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldErrors(rename.error).name}
            className={classes.grow}
          />
          <Button type="submit" size="xs" loading={rename.isPending}>
            {texts.saved.confirmRename}
          </Button>
          <Button size="xs" variant="default" onClick={() => setName(null)}>
            {texts.saved.cancel}
          </Button>
        </Group>
        <MutationError of={rename} atFields={["name"]} />
      </form>
    );
  }
  return (
    <Group justify="space-between" gap="xs">
      <div className={classes.grow}>
        <Anchor component={Link} to={`?${withFilter(search, query)}`} onClick={onApply}>
          {filter.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {filterText(query)}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-label={texts.saved.renameFilter(filter.name)}
          onClick={() => setName(filter.name)}
        >
          {texts.saved.rename}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={texts.saved.deleteFilter(filter.name)}
          onClick={onRemove}
        >
          {texts.saved.delete}
        </Button>
      </Group>
    </Group>
  );
}
