import { Button, Group, Progress, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useCorpus, useMayImport } from "../../shared/corpus";
import { FileZone } from "../../shared/ui/FileZone";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { useInspect } from "./api";
import { ItemTable } from "./components/ItemTable";
import { fileItems, type InspectionItem, problemOf, readAddresses, withItems } from "./state/items";
import { texts } from "./texts";

/** The projects to inspect: pasted addresses and dropped files. */
export function InspectPage() {
  const mayImport = useMayImport();
  return (
    <Page title={texts.inspect.title} lead={texts.inspect.lead}>
      {mayImport ? <InspectForm /> : <Text>{texts.inspect.notAllowed}</Text>}
    </Page>
  );
}

function InspectForm() {
  const go = useNavigate();
  const corpus = useCorpus();
  const inspect = useInspect();
  const [pasted, setPasted] = useState("");
  const [items, setItems] = useState<InspectionItem[]>([]);
  const [sent, setSent] = useState({ bytes: 0, total: 0 });
  const add = (further: InspectionItem[]) => setItems((all) => withItems(all, further));
  const addPasted = () => {
    add(readAddresses(pasted));
    setPasted("");
  };
  const ready = items.length > 0 && items.every((item) => problemOf(item) === null);
  const start = () =>
    inspect.mutate(
      { items, onSent: (bytes, total) => setSent({ bytes, total }) },
      { onSuccess: ({ id }) => void go(`${corpus}/inspections/${id}`) },
    );
  return (
    <Stack gap="lg">
      <Stack gap="xs" maw="44rem">
        <Textarea
          label={texts.inspect.addresses}
          description={texts.inspect.addressesHelp}
          placeholder={texts.inspect.addressesExample}
          autosize
          minRows={3}
          maxRows={12}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Group>
          <Button variant="default" disabled={!pasted.trim()} onClick={addPasted}>
            {texts.inspect.add}
          </Button>
        </Group>
      </Stack>
      <FileZone
        label={texts.inspect.zone}
        what={texts.inspect.what}
        multiple
        quiet
        busy={inspect.isPending}
        onFiles={(files) => add(fileItems(files))}
      >
        {texts.inspect.limit}
      </FileZone>
      <ItemTable
        items={items}
        onChange={(id, changes) =>
          setItems((all) => all.map((item) => (item.id === id ? { ...item, ...changes } : item)))
        }
        onRemove={(id) => setItems((all) => all.filter((item) => item.id !== id))}
      />
      {inspect.isPending && sent.total > 0 && (
        <div>
          <Progress value={(100 * sent.bytes) / sent.total} aria-label={texts.inspect.sending} />
          <Text size="sm" c="dimmed">
            {texts.inspect.sent(sent.bytes, sent.total)}
          </Text>
        </div>
      )}
      <MutationError of={inspect} />
      <Group>
        <Button onClick={start} loading={inspect.isPending} disabled={!ready}>
          {texts.inspect.start(items.length)}
        </Button>
      </Group>
    </Stack>
  );
}
