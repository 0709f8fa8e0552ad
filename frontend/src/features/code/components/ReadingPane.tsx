import { Anchor, Button, Group, Kbd, Text } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { Unit } from "../../../api/studies";
import type { Paint } from "../../../shared/highlight/highlight";
import { DocumentText } from "../../../shared/text/DocumentText";
import type { Offsets, Quoted } from "../../../shared/text/offsets";
import { projectAndIdentifier } from "../../../shared/text/unitFacts";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { date } from "../../../shared/ui/TimeAgo";
import { codeOf, KEYS } from "../state/codeKeys";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import classes from "./ReadingPane.module.css";

const OFFERED_CODES = 4;
const GREY = "#777777";

/** The text with its highlighted segments, and a toolbar at the selected words. */
export function ReadingPane() {
  const { data, state, dispatch, codes, activities, actions } = useCoding();
  const { unit } = data;
  const { draft, selection, activeSegment, passage } = state;
  const { byId } = codes;
  const [offsets, setOffsets] = useState<Offsets | null>(null);
  const select = useCallback(
    (words: Quoted | null) => dispatch({ type: "select", selection: words }),
    [dispatch],
  );
  useSelectedWords(actions.editable ? offsets : null, select);

  const highlights = useMemo<Paint[]>(() => {
    const byCode = [...new Set(draft.segments.map(({ code }) => code))].map((id) => ({
      colour: byId.get(id)?.colour ?? GREY,
      spans: draft.segments.filter(({ code }) => code === id),
    }));
    const selected = selection ? [{ colour: GREY, spans: [selection], strong: true }] : [];
    const segment = activeSegment?.segment;
    const active = segment
      ? [{ colour: byId.get(segment.code)?.colour ?? GREY, spans: [segment], strong: true }]
      : [];
    const evidence = passage ? [{ colour: GREY, spans: [passage] }] : [];
    return [...evidence, ...byCode, ...selected, ...active];
  }, [draft.segments, byId, selection, activeSegment, passage]);

  useEffect(() => {
    const range = activeSegment?.reveal && offsets?.range(activeSegment.segment);
    if (range) range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }, [offsets, activeSegment]);

  useEffect(() => {
    const range = passage && offsets?.range(passage);
    if (range) range.startContainer.parentElement?.scrollIntoView({ block: "start" });
  }, [offsets, passage]);

  return (
    <article className={classes.pane} aria-label={texts.text.label(unit.number, unit.title)}>
      <Text size="sm" c="dimmed" mb="sm">
        {[...projectAndIdentifier(unit), unit.published && texts.text.published(date(unit.published))]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {unit.classifications && <Classifications of={unit.classifications} />}
      <div className={classes.text}>
        <DocumentText html={unit.html} text={unit.text} paints={highlights} onOffsets={setOffsets} />
        {selection && offsets && actions.editable && (
          <SelectionBar offsets={offsets} selection={selection}>
            {activities.length > 0 ? <OfferedActivities /> : <OfferedCodes />}
          </SelectionBar>
        )}
      </div>
      {unit.references.length > 0 && <References urls={unit.references} />}
    </article>
  );
}

function OfferedActivities() {
  const { activities, codes, actions } = useCoding();
  return activities.slice(0, KEYS.length).map((id, index) => {
    const code = codes.byId.get(id);
    return (
      code && (
        <Button
          key={id}
          size="compact-sm"
          variant="subtle"
          color="gray"
          c="inherit"
          className={classes.offer}
          onClick={() => actions.markActivity(id)}
        >
          <Kbd size="xs" mr={6}>
            {KEYS[index]}
          </Kbd>
          <CodeSwatch code={code} />
        </Button>
      )
    );
  });
}

function OfferedCodes() {
  const { codes, actions } = useCoding();
  const offered = KEYS.filter((key) => codeOf(codes.keys, key, codes.all)).slice(0, OFFERED_CODES);
  return (
    <>
      {offered.map((key) => {
        const id = codeOf(codes.keys, key, codes.all);
        const code = id === undefined ? undefined : codes.byId.get(id);
        return (
          code && (
            <Button
              key={key}
              size="compact-sm"
              variant="subtle"
              color="gray"
              c="inherit"
              className={classes.offer}
              onClick={() => actions.giveCode(code.id)}
            >
              <Kbd size="xs" mr={6}>
                {key}
              </Kbd>
              <CodeSwatch code={code} />
            </Button>
          )
        );
      })}
      <Button size="compact-sm" variant="subtle" onClick={actions.findCode}>
        <Kbd size="xs" mr={6}>
          /
        </Kbd>
        {texts.text.otherCode}
      </Button>
    </>
  );
}

function References({ urls }: { urls: readonly string[] }) {
  return (
    <details className={classes.references}>
      <summary>{texts.text.references(urls.length)}</summary>
      <ul>
        {urls.map((href) => (
          <li key={href}>
            <Anchor href={href} target="_blank" rel="noopener noreferrer" size="sm">
              {href}
            </Anchor>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Classifications({ of }: { of: NonNullable<Unit["classifications"]> }) {
  return (
    <Text size="sm" mb="sm">
      {texts.text.classifications(of.severity, of.cvss_score, of.cwes)}
    </Text>
  );
}

/** Follow the selection in the document. It remains while the focus is in a field, until Escape or a click. */
function useSelectedWords(offsets: Offsets | null, onSelect: (selection: Quoted | null) => void): void {
  useEffect(() => {
    if (!offsets) return;
    let last: Quoted | null = null;
    const report = (words: Quoted | null) => {
      if (words?.start === last?.start && words?.end === last?.end) return;
      last = words;
      onSelect(words);
    };
    const read = () => {
      const selection = document.getSelection();
      if (!selection || selection.rangeCount === 0) {
        last = null; // cleared: the same words may be selected again
        return;
      }
      const range = selection.getRangeAt(0);
      if (selection.isCollapsed) {
        if (offsets.root.contains(selection.anchorNode)) report(null);
      } else if (range.intersectsNode(offsets.root)) report(offsets.quoted(range));
    };
    document.addEventListener("selectionchange", read);
    return () => document.removeEventListener("selectionchange", read);
  }, [offsets, onSelect]);
}

interface BarProps {
  offsets: Offsets;
  selection: Quoted;
  children: ReactNode;
}

function SelectionBar({ offsets, selection, children }: BarProps) {
  const textRange = offsets.range(selection);
  if (!textRange) return null;
  const range = document.createRange();
  range.setStart(textRange.startContainer, textRange.startOffset);
  range.setEnd(textRange.endContainer, textRange.endOffset);
  const last = Array.from(range.getClientRects()).at(-1);
  const root = offsets.root.getBoundingClientRect();
  const top = (last?.bottom ?? 0) - root.top + 8;
  const left = Math.max(0, Math.min((last?.left ?? 0) - root.left, root.width - 300));
  return (
    <Group
      gap={2}
      className={classes.bar}
      style={{ top, left }}
      role="toolbar"
      aria-label={texts.text.selectionCodes}
      // Pressing a button must not clear the selection before the click.
      onMouseDown={(event) => event.preventDefault()}
    >
      {children}
    </Group>
  );
}
