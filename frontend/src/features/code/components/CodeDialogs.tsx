import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Code } from "../../../api/studies";
import { MutationError } from "../../../shared/ui/MutationError";
import { descriptionOf, useSaveCode, useUndoRecoding } from "../state/codes";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import classes from "./CodingScreen.module.css";
import { PrivateCodeForm } from "./PrivateCodeForm";
import { RecodeDialog, type Recoding } from "./RecodeDialog";

interface Result {
  text: string;
  undo: (() => Promise<unknown>) | null;
}

/** The dialogs of one code at a time: its description, or a recoding; then the result, which can be undone. */
export function CodeDialogs() {
  const { study, round, state, dispatch, codes } = useCoding();
  const save = useSaveCode(study.slug, round.number);
  const undo = useUndoRecoding(study.slug, round.number);
  const [recoding, setRecoding] = useState<{ code: Code; kind: Recoding } | null>(null);
  const [result, setResult] = useState<Result | null>(null);
  const code = state.describedCode === null ? undefined : codes.byId.get(state.describedCode);
  const close = () => {
    save.reset();
    dispatch({ type: "describeCode", code: null });
  };
  return (
    <>
      {code && (
        <PrivateCodeForm
          key={code.id}
          code={code}
          save={save}
          onSaved={(saved) => {
            const description = { ...descriptionOf(code), reason: texts.describe.undoReason };
            setResult({
              text: texts.describe.saved(saved.label),
              undo: () => save.mutateAsync({ id: code.id, words: description }),
            });
            close();
          }}
          onRecode={(kind) => {
            close();
            setRecoding({ code, kind });
          }}
          onClose={close}
        />
      )}
      {recoding && (
        <RecodeDialog
          kind={recoding.kind}
          code={recoding.code}
          onDone={(text, recoded) => {
            const id = recoding.code.id;
            setResult({
              text,
              undo: recoded
                ? () => undo.mutateAsync()
                : () => save.mutateAsync({ id, words: { retired: false } }),
            });
            setRecoding(null);
          }}
          onClose={() => setRecoding(null)}
        />
      )}
      {result && (
        <Group className={classes.result} role="status" gap="sm" wrap="nowrap">
          <Text size="sm">{result.text}</Text>
          {result.undo && (
            <Button
              size="compact-sm"
              variant="default"
              loading={undo.isPending || save.isPending}
              onClick={() =>
                void result.undo?.().then(
                  () => setResult({ text: texts.describe.undone, undo: null }),
                  () => undefined,
                )
              }
            >
              {texts.describe.undo}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={() => setResult(null)}>
            {texts.describe.close}
          </Button>
          <MutationError of={undo} />
        </Group>
      )}
    </>
  );
}
