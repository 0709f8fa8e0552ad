import { Button, CloseButton, Text, UnstyledButton } from "@mantine/core";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import type { CodingDraft, Segment } from "../state/draft";
import { texts } from "../texts";
import classes from "./CodePanel.module.css";
import { useCoding } from "./CodingContext";

const MAX_LETTERS = 90;

interface Props {
  draft: CodingDraft;
  editable?: boolean;
  /** Whether the segments are those in the text, where the active one is highlighted. */
  inText?: boolean;
}

/** The codes of a unit with their segments: the accessible form of the highlights in the text. */
export function ChosenCodes({ draft, editable = false, inText = true }: Props) {
  const { codes, dispatch } = useCoding();
  if (draft.codes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.chosen.none}
      </Text>
    );
  }
  return (
    <ul className={classes.chosen} aria-label={texts.chosen.list}>
      {draft.codes.map((id) => {
        const code = codes.byId.get(id) ?? { label: texts.chosen.retiredCode, colour: "#777777" };
        return (
          <li key={id}>
            <div className={classes.chosenHead}>
              <CodeSwatch code={code} />
              {editable && (
                <CloseButton
                  size="sm"
                  aria-label={texts.chosen.removeCode(code.label)}
                  onClick={() => dispatch({ type: "edit", edit: { kind: "toggle", code: id } })}
                />
              )}
            </div>
            <ul className={classes.segments}>
              {draft.segments
                .filter((segment) => segment.code === id)
                .map((segment) => (
                  <SegmentLine
                    key={`${segment.start}-${segment.end}`}
                    segment={segment}
                    editable={editable}
                    inText={inText}
                  />
                ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

/** Words of the text that were marked, with the ways to them and to their removal. */
export function SegmentLine({
  segment,
  editable,
  inText,
}: {
  segment: Segment;
  editable: boolean;
  inText: boolean;
}) {
  const { state, dispatch, actions } = useCoding();
  const quote = shortened(segment.quote);
  const activate = (active: Segment | null, reveal = false) => {
    if (inText) dispatch({ type: "activateSegment", segment: active, reveal });
  };
  return (
    <li>
      <UnstyledButton
        className={classes.quote}
        aria-label={texts.chosen.showSegment(quote)}
        onClick={() => activate(segment, true)}
        onMouseEnter={() => activate(segment)}
        onMouseLeave={() => activate(null)}
        onFocus={() => activate(segment, true)}
        onBlur={() => activate(null)}
      >
        “{quote}”
      </UnstyledButton>
      {editable && state.selection && (
        <Button
          size="compact-xs"
          variant="default"
          style={{ flex: "none" }}
          onClick={() => actions.moveSegment(segment)}
          aria-label={texts.chosen.moveSegmentHere(quote)}
        >
          {texts.chosen.moveSegment}
        </Button>
      )}
      {editable && (
        <CloseButton
          size="sm"
          aria-label={texts.chosen.removeSegment(quote)}
          onClick={() => {
            activate(null);
            dispatch({ type: "edit", edit: { kind: "unmark", segment } });
          }}
        />
      )}
    </li>
  );
}

const shortened = (quote: string) => {
  const letters = Array.from(quote.replace(/\s+/g, " "));
  return letters.length > MAX_LETTERS ? `${letters.slice(0, MAX_LETTERS - 1).join("")}…` : letters.join("");
};
