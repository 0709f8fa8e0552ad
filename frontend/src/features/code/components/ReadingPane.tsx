import { Anchor, Button, Group, Kbd, Text } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { Code, Unit } from "../../../api/types";
import type { Paint } from "../../../shared/highlight/highlight";
import { DocumentText } from "../../../shared/text/DocumentText";
import type { Offsets, Quoted } from "../../../shared/text/offsets";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import { date } from "../../../shared/ui/TimeAgo";
import type { Segment } from "../state/draft";
import classes from "./ReadingPane.module.css";

const OFFERED = 4;
const GREY = "#777777";

interface Props {
  unit: Unit;
  codes: ReadonlyMap<number, Code>;
  order: readonly number[];
  segments: readonly Segment[];
  pointed: Segment | null;
  reveal: boolean;
  words: Quoted | null;
  onWords: (words: Quoted | null) => void;
  /** Left out where nothing can be marked. */
  onMark?: (code: number) => void;
  onFind: () => void;
}

/** The text, its marked words, and a small bar at the words that are selected. */
export function ReadingPane(props: Props) {
  const { unit, codes, order, segments, pointed, reveal, words, onWords, onMark, onFind } = props;
  const [offsets, setOffsets] = useState<Offsets | null>(null);
  const markable = onMark !== undefined;
  useSelectedWords(markable ? offsets : null, onWords);

  const paints = useMemo<Paint[]>(() => {
    const byCode = [...new Set(segments.map(({ code }) => code))].map((id) => ({
      colour: codes.get(id)?.colour ?? GREY,
      spans: segments.filter(({ code }) => code === id),
    }));
    const held = words ? [{ colour: GREY, spans: [words], strong: true }] : [];
    const strong = pointed
      ? [{ colour: codes.get(pointed.code)?.colour ?? GREY, spans: [pointed], strong: true }]
      : [];
    return [...byCode, ...held, ...strong];
  }, [segments, codes, words, pointed]);

  useEffect(() => {
    const range = reveal && pointed && offsets?.range(pointed);
    if (range) range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }, [offsets, pointed, reveal]);

  return (
    <article className={classes.pane} aria-label={`Unit ${unit.number}: ${unit.title}`}>
      <Text size="sm" c="dimmed" mb="sm">
        {[unit.project, unit.identifier, unit.published && `published ${date(unit.published)}`]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {unit.classifications && <Classifications of={unit.classifications} />}
      <div className={classes.text}>
        <DocumentText html={unit.html} text={unit.text} paints={paints} onOffsets={setOffsets} />
        {words && offsets && onMark && (
          <SelectionBar offsets={offsets} words={words}>
            {order.slice(0, OFFERED).map((id, index) => {
              const code = codes.get(id);
              return (
                code && (
                  <Button
                    key={id}
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    c="inherit"
                    className={classes.offer}
                    onClick={() => onMark(id)}
                  >
                    <Kbd size="xs" mr={6}>
                      {index + 1}
                    </Kbd>
                    <CodeMark code={code} />
                  </Button>
                )
              );
            })}
            <Button size="compact-sm" variant="subtle" onClick={onFind}>
              <Kbd size="xs" mr={6}>
                /
              </Kbd>
              another code
            </Button>
          </SelectionBar>
        )}
      </div>
      {unit.references.length > 0 && (
        <details className={classes.references}>
          <summary>References ({unit.references.length})</summary>
          <ul>
            {unit.references.map((href) => (
              <li key={href}>
                <Anchor href={href} target="_blank" rel="noopener noreferrer" size="sm">
                  {href}
                </Anchor>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function Classifications({ of }: { of: NonNullable<Unit["classifications"]> }) {
  return (
    <Text size="sm" mb="sm">
      Severity {of.severity || "unknown"}
      {of.cvss_score !== null && `, CVSS ${of.cvss_score}`}
      {of.cwes.length > 0 && `, ${of.cwes.join(", ")}`}
    </Text>
  );
}

/** Follows the selection in the document. Words stay held while the focus is in a field, until Escape or a click. */
function useSelectedWords(offsets: Offsets | null, onWords: (words: Quoted | null) => void): void {
  useEffect(() => {
    if (!offsets) return;
    let last: Quoted | null = null;
    const tell = (words: Quoted | null) => {
      if (words?.start === last?.start && words?.end === last?.end) return;
      last = words;
      onWords(words);
    };
    const read = () => {
      const selection = document.getSelection();
      if (!selection || selection.rangeCount === 0) {
        last = null; // let go: the same words may be selected again
        return;
      }
      const range = selection.getRangeAt(0);
      if (selection.isCollapsed) {
        if (offsets.root.contains(selection.anchorNode)) tell(null);
      } else if (range.intersectsNode(offsets.root)) tell(offsets.quoted(range));
    };
    document.addEventListener("selectionchange", read);
    return () => document.removeEventListener("selectionchange", read);
  }, [offsets, onWords]);
}

interface BarProps {
  offsets: Offsets;
  words: Quoted;
  children: React.ReactNode;
}

function SelectionBar({ offsets, words, children }: BarProps) {
  const init = offsets.range(words);
  if (!init) return null;
  const range = document.createRange();
  range.setStart(init.startContainer, init.startOffset);
  range.setEnd(init.endContainer, init.endOffset);
  const last = Array.from(range.getClientRects()).at(-1);
  const ground = offsets.root.getBoundingClientRect();
  const top = (last?.bottom ?? 0) - ground.top + 8;
  const left = Math.max(0, Math.min((last?.left ?? 0) - ground.left, ground.width - 300));
  return (
    <Group
      gap={2}
      className={classes.bar}
      style={{ top, left }}
      role="toolbar"
      aria-label="Give the selected words a code"
      // Pressing a button must not take the selection away before the click is done.
      onMouseDown={(event) => event.preventDefault()}
    >
      {children}
    </Group>
  );
}
