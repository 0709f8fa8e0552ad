import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Code } from "../../../api/types";
import { MutationError } from "../../../shared/ui/MutationError";
import type { Queue } from "../api";
import { useSaveCode, useUndoRecoding, wordsOf } from "../state/codes";
import classes from "./CodingScreen.module.css";
import { type Change, CodeForm } from "./PrivateCodeForm";
import { CodeChange } from "./RecodeDialog";

interface Props {
  study: string;
  round: number;
  unit: number;
  queue: Queue;
  codes: readonly Code[];
  code: Code | null;
  example: string | null;
  onClose: () => void;
}

/** One code at a time: its words, or a change of it; afterwards what was done, with the way back. */
export function CodeDialogs({ study, round, unit, queue, codes, code, example, onClose }: Props) {
  const save = useSaveCode(study, round);
  const undo = useUndoRecoding(study, round);
  const [changing, setChanging] = useState<{ code: Code; kind: Change } | null>(null);
  const [said, setSaid] = useState<{ words: string; back: (() => Promise<unknown>) | null } | null>(null);
  const close = () => {
    save.reset();
    onClose();
  };
  return (
    <>
      {code && (
        <CodeForm
          key={code.id}
          code={code}
          codes={codes.filter(({ mine }) => mine)}
          example={example}
          unit={unit}
          busy={save.isPending}
          error={save.error}
          study={study}
          round={round}
          onSave={(words) =>
            void save.mutateAsync({ id: code.id, words }).then(
              () => {
                const before = { ...wordsOf(code), reason: "Taken back" };
                const back = () => save.mutateAsync({ id: code.id, words: before });
                setSaid({ words: `“${words.label}” is saved.`, back });
                close();
              },
              () => undefined,
            )
          }
          onChange={(kind) => {
            close();
            setChanging({ code, kind });
          }}
          onClose={close}
        />
      )}
      {changing && (
        <CodeChange
          study={study}
          round={round}
          kind={changing.kind}
          code={changing.code}
          codes={codes}
          queue={queue}
          onDone={(words, recoded) => {
            const back = recoded
              ? () => undo.mutateAsync()
              : () => save.mutateAsync({ id: changing.code.id, words: { retired: false } });
            setSaid({ words, back });
            setChanging(null);
          }}
          onClose={() => setChanging(null)}
        />
      )}
      {said && (
        <Group className={classes.said} role="status" gap="sm" wrap="nowrap">
          <Text size="sm">{said.words}</Text>
          {said.back && (
            <Button
              size="compact-sm"
              variant="default"
              loading={undo.isPending || save.isPending}
              onClick={() =>
                void said.back?.().then(
                  () => setSaid({ words: "Taken back.", back: null }),
                  () => undefined,
                )
              }
            >
              Undo
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={() => setSaid(null)}>
            Close
          </Button>
          <MutationError of={undo} />
        </Group>
      )}
    </>
  );
}
