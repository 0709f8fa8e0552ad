import { ActionIcon, Button, Kbd, Text, Tooltip, UnstyledButton } from "@mantine/core";
import type { Code } from "../../../api/studies";
import { CODE_TEXTS } from "../../../shared/codes/codeTexts";
import { texts as sharedTexts } from "../../../shared/texts";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { keyOf } from "../state/codeKeys";
import { texts } from "../texts";
import classes from "./CodePanel.module.css";
import { useCoding } from "./CodingContext";

/** The codes with their keys, and the number of the rater's units that use each. */
export function CodeList() {
  const { round, state, dispatch, codes, actions } = useCoding();
  const { byId, uses, listed, keys, folded, toggleFold } = codes;
  const { draft } = state;
  const foldable = listed.some(({ hasChildren }) => hasChildren);
  return (
    <ol className={classes.codes} aria-label={texts.codes.region}>
      {listed.map(({ id, depth, hasChildren }) => {
        const key = keyOf(keys, id);
        const code = byId.get(id);
        if (!code) return null;
        const open = !folded.has(id);
        return (
          <li key={id} data-code={id} className={classes.code} style={{ paddingLeft: `${depth}rem` }}>
            {foldable && (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                c="dimmed"
                className={classes.fold}
                aria-expanded={hasChildren ? open : undefined}
                aria-label={open ? texts.codes.fold(code.label) : texts.codes.unfold(code.label)}
                onClick={() => toggleFold(id)}
                style={{ visibility: hasChildren ? undefined : "hidden" }}
              >
                {open ? "▾" : "▸"}
              </ActionIcon>
            )}
            <Tooltip
              label={<Definition code={code} />}
              multiline
              w={280}
              position="left-start"
              openDelay={300}
              events={{ hover: true, focus: true, touch: false }}
            >
              <UnstyledButton
                className={classes.toggle}
                aria-pressed={draft.codes.includes(id)}
                onClick={() => actions.giveCode(id)}
                aria-keyshortcuts={key}
              >
                <span className={classes.key}>
                  {key && (
                    <Kbd size="xs" visibleFrom="xs">
                      {key}
                    </Kbd>
                  )}
                </span>
                <CodeSwatch code={code} />
                <span className={classes.uses}>{uses.get(id) ?? 0}</span>
              </UnstyledButton>
            </Tooltip>
            <span className={classes.edit}>
              <Button
                size="compact-xs"
                variant="subtle"
                className={classes.chooseKey}
                onClick={() => actions.chooseKey(id)}
                aria-label={texts.codes.giveKeyTo(code.label)}
              >
                {texts.codes.giveKey}
              </Button>
              {code.mine && round.style !== "closed" && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => dispatch({ type: "describeCode", code: code.id })}
                  aria-label={texts.codes.editCode(code.label)}
                >
                  {texts.codes.edit}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The definition of a code and when to use it. */
export function Definition({ code }: { code: Code }) {
  const parts = CODE_TEXTS.filter((field) => code[field]);
  if (parts.length === 0) return <>{texts.codes.noDefinition}</>;
  return (
    <>
      {parts.map((field) => (
        <Text key={field} size="xs" className={classes.definition}>
          {field !== "definition" && <b>{sharedTexts.codeFields[field]}: </b>}
          {code[field]}
        </Text>
      ))}
    </>
  );
}
