import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCorpus } from "../../shared/corpus";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Warning } from "../../shared/ui/Warning";
import { type ImportReport, type Undoing, undoingQuery, useUndo } from "./api";
import { sourceTitle } from "./sourceTitle";
import { texts } from "./texts";

type Props = { report: ImportReport; onClose: () => void };

/** What undoing an import would do, and the button that does it; or why it is refused. */
export function UndoDialog({ report, onClose }: Props) {
  const undo = useUndo(report);
  const preview = useQuery(undoingQuery(useCorpus(), report.id));
  const refused = preview.data?.refusal;
  return (
    <Modal opened onClose={onClose} title={texts.undo.title(sourceTitle(report.source))}>
      <Stack>
        <Loaded query={preview} rows={2}>
          {(undoing) =>
            undoing.refusal ? (
              <Warning title={texts.undo.refused}>{undoing.refusal}</Warning>
            ) : (
              <Consequences undoing={undoing} />
            )
          }
        </Loaded>
        <MutationError of={undo} />
        <Group>
          {preview.data && !refused && (
            <Button loading={undo.isPending} onClick={() => undo.mutate(undefined, { onSuccess: onClose })}>
              {texts.undo.undo}
            </Button>
          )}
          <Button variant={refused ? "default" : "subtle"} onClick={onClose}>
            {texts.undo.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Consequences({ undoing: { removed, changed, facts } }: { undoing: Undoing }) {
  return (
    <>
      {removed > 0 && <Text>{texts.undo.removed(removed)}</Text>}
      {changed > 0 && <Text>{texts.undo.changed(changed)}</Text>}
      {facts && <Text>{texts.undo.facts}</Text>}
      {!removed && !changed && !facts && <Text>{texts.undo.nothing}</Text>}
      <Text size="sm" c="dimmed">
        {texts.undo.note}
      </Text>
    </>
  );
}
