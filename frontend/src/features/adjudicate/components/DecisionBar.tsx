import { Button, CloseButton, Group, Kbd, Radio, Text, TextInput, UnstyledButton } from "@mantine/core";
import type { FormEvent, RefObject } from "react";
import type { Code } from "../../../api/studies";
import { CodeFinder } from "../../../shared/codes/CodeFinder";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import type { How } from "../api";
import { isComplete, outOfUse } from "../state/adjudication";
import classes from "./AdjudicationScreen.module.css";

const OFFERED = 4;

interface Props {
  /** The shared codes, with those that are retired. */
  codes: Code[];
  /** Whether a decision stands, and whether this one would change it. */
  stands: boolean;
  changed: boolean;
  picked: number[] | null;
  onPick: (codes: number[]) => void;
  several: boolean;
  onBoth: () => void;
  hows: How[];
  how: How;
  onHow: (how: How) => void;
  reason: string;
  onReason: (reason: string) => void;
  reasons: string[];
  finderRef: RefObject<HTMLInputElement | null>;
  reasonRef: RefObject<HTMLInputElement | null>;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
}

/** The decision in the making: its codes, its reason, Enter. */
export function DecisionBar(props: Props) {
  const { codes, stands, changed, picked, onPick, several, hows, how, reason, reasons, busy, error } = props;
  const gone = outOfUse(picked, codes);
  const chosen = (picked ?? []).flatMap((id) => codes.find((code) => code.id === id) ?? []);
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    props.onConfirm();
  };
  return (
    <form className={classes.bar} onSubmit={confirm} aria-label="Decision">
      <div className={classes.picked}>
        <Text size="sm" fw={650} component="span">
          Decision
        </Text>
        {chosen.length === 0 && (
          <Text size="sm" c="dimmed" component="span">
            {picked === null ? "nothing taken yet" : "no code applies"}
          </Text>
        )}
        {chosen.map((code) => (
          <span key={code.id} className={classes.chip}>
            <CodeMark code={code} />
            {code.retired && (
              <Text size="xs" c="dimmed" component="span">
                {gone.includes(code) ? "retired" : "merged"}
              </Text>
            )}
            <CloseButton
              size="xs"
              aria-label={`Take ${code.label} away`}
              onClick={() => onPick((picked ?? []).filter((id) => id !== code.id))}
            />
          </span>
        ))}
        {several && (
          <Button size="compact-sm" variant="default" onClick={() => onPick([])}>
            No code&nbsp;<Kbd size="xs">0</Kbd>
          </Button>
        )}
        {several && (
          <Button size="compact-sm" variant="default" onClick={props.onBoth}>
            Both&nbsp;<Kbd size="xs">b</Kbd>
          </Button>
        )}
      </div>
      <div className={classes.fields}>
        <CodeFinder
          codes={codes.filter((code) => !code.retired)}
          placeholder="Another code"
          inputRef={props.finderRef}
          onPick={({ id }) => onPick(several ? [...new Set([...(picked ?? []), id])] : [id])}
        />
        <div>
          <TextInput
            ref={props.reasonRef}
            aria-label="Reason"
            placeholder="Reason"
            maxLength={5000}
            rightSection={<Kbd size="xs">r</Kbd>}
            value={reason}
            onChange={(event) => props.onReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
        </div>
        <Button
          type="submit"
          loading={busy}
          disabled={!isComplete(picked, several) || gone.length > 0 || (stands && !changed)}
          rightSection={
            <Kbd size="xs" visibleFrom="xs">
              ⏎
            </Kbd>
          }
        >
          {stands ? "Change the decision" : "Decide"}
        </Button>
      </div>
      {gone[0] && (
        <Text size="sm" role="status">
          “{gone[0].label}” is retired from the codebook. Choose another code, or have it taken back into use.
        </Text>
      )}
      <Group gap="md">
        {reasons.length > 0 && (
          <div className={classes.reasons}>
            <Text size="xs" c="dimmed" component="span">
              Use a reason again:
            </Text>
            {reasons.slice(0, OFFERED).map((old) => (
              <UnstyledButton
                key={old}
                className={classes.reason}
                onClick={() => props.onReason(old)}
                title={old}
              >
                {old}
              </UnstyledButton>
            ))}
          </div>
        )}
        {hows.length > 1 && (
          <Radio.Group
            value={how}
            onChange={(value) => props.onHow(value as How)}
            aria-label="How it was decided"
          >
            <Group gap="md">
              <Radio size="xs" value="final_rater" label="as final rater" />
              <Radio size="xs" value="discussion" label="in discussion" />
            </Group>
          </Radio.Group>
        )}
      </Group>
      {error ? <ErrorPanel error={error} /> : null}
    </form>
  );
}
