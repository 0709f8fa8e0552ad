import { ActionIcon, Button, Kbd, Text, Tooltip, UnstyledButton } from "@mantine/core";
import type { Code } from "../../../api/types";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import type { Vocabulary } from "../hooks/useCodes";
import classes from "./CodePanel.module.css";

export const REACH = 9;

interface Props {
  vocabulary: Vocabulary;
  chosen: readonly number[];
  onToggle: (code: number) => void;
  onEdit?: (code: Code) => void;
}

/** The codes; the first nine have keys. The number at the right is how often I used the code. */
export function CodeList({ vocabulary, chosen, onToggle, onEdit }: Props) {
  const { byId, uses, listed, folded, fold } = vocabulary;
  const tree = listed.some(({ below }) => below);
  return (
    <ol className={classes.codes} aria-label="Codes">
      {listed.map(({ id, depth, below }, index) => {
        const code = byId.get(id);
        if (!code) return null;
        const open = !folded.has(id);
        return (
          <li key={id} className={classes.code} style={{ paddingLeft: `${depth}rem` }}>
            {tree && (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                c="dimmed"
                className={classes.fold}
                aria-expanded={below ? open : undefined}
                aria-label={`${open ? "Fold" : "Unfold"} ${code.label}`}
                onClick={() => fold(id)}
                style={{ visibility: below ? undefined : "hidden" }}
              >
                {open ? "▾" : "▸"}
              </ActionIcon>
            )}
            <Tooltip
              label={<Meaning code={code} />}
              multiline
              w={280}
              position="left-start"
              openDelay={300}
              events={{ hover: true, focus: true, touch: false }}
            >
              <UnstyledButton
                className={classes.choose}
                aria-pressed={chosen.includes(id)}
                onClick={() => onToggle(id)}
                aria-keyshortcuts={index < REACH ? String(index + 1) : undefined}
              >
                <span className={classes.key}>
                  {index < REACH && (
                    <Kbd size="xs" visibleFrom="xs">
                      {index + 1}
                    </Kbd>
                  )}
                </span>
                <CodeMark code={code} />
                <span className={classes.uses}>{uses.get(id) ?? 0}</span>
              </UnstyledButton>
            </Tooltip>
            {code.mine && onEdit && (
              <Button
                size="compact-xs"
                variant="subtle"
                className={classes.edit}
                onClick={() => onEdit(code)}
                aria-label={`Edit ${code.label}`}
              >
                Edit
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Meaning({ code }: { code: Code }) {
  const parts = [
    ["", code.definition],
    ["Use: ", code.when_to_use],
    ["Not: ", code.when_not_to_use],
    ["Typical: ", code.examples],
    ["Near miss: ", code.near_misses],
  ].filter(([, text]) => text);
  if (parts.length === 0) return <>No definition yet</>;
  return (
    <>
      {parts.map(([name, text]) => (
        <Text key={name} size="xs" className={classes.meaning}>
          {name && <b>{name}</b>}
          {text}
        </Text>
      ))}
    </>
  );
}
