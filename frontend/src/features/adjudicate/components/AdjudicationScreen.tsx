import { Anchor, Button, Group, Text } from "@mantine/core";
import { usePrefetchQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { ApiError } from "../../../api/client";
import { type DisagreementBrief, pairOf } from "../../../api/disagreements";
import type { Code, Round } from "../../../api/studies";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { useStudy } from "../../../shared/study";
import { DocumentText } from "../../../shared/text/DocumentText";
import type { Offsets, Quoted } from "../../../shared/text/offsets";
import { readingKeys } from "../../../shared/text/readingKeys";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { useFill } from "../../../shared/ui/useFillHeight";
import { type Disagreement, disagreementQuery, useDecide } from "../api";
import {
  both,
  differs,
  type Filter,
  filtered,
  isComplete,
  type Making,
  nextAfter,
  ofPair,
  outOfUse,
  reasonFor,
  rightToDecide,
  sitsAtDesk,
  standingReason,
} from "../state/adjudication";
import { useAlike } from "../state/discussion";
import { paintsOf } from "../state/highlights";
import type { Gate } from "../state/inputLock";
import { deskKeys } from "../state/shortcuts";
import { useUndo } from "../state/useUndo";
import classes from "./AdjudicationScreen.module.css";
import { DecisionBar } from "./DecisionBar";
import { Discussion } from "./Discussion";
import { Filters } from "./Filters";
import { Standing } from "./FinalRaterPreview";
import { RaterColumn } from "./RaterColumn";
import { AlikeUnits } from "./SimilarDecisions";

const UNTOUCHED: Making = { codes: undefined, reason: undefined, how: undefined };

interface Props {
  round: Round;
  rows: DisagreementBrief[];
  codes: Code[];
  data: Disagreement;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  gate: Gate;
  go: (unit: number | null) => void;
  /** "Settle by rule" and the like, which belong to the whole round. */
  more: React.ReactNode;
}

/** One disagreement: both answers beside the text, and the decision below. */
export function Desk({ round, rows, codes, data, filter, onFilter, gate, go, more }: Props) {
  const study = useStudy();
  const unit = data.unit.number;
  const { decision } = data;
  const right = rightToDecide(round, study, data);
  const atDesk = sitsAtDesk(round, study);
  const decide = useDecide(study.slug, round.number);
  const alikeUnits = useAlike(study.slug, round.number, unit);
  const [making, setMaking] = useState<Making>(UNTOUCHED);
  // What somebody decides meanwhile is shown at once; what was begun stays based on what was seen then.
  const [begunOn, setBegunOn] = useState<number | null>(null);
  const change = (by: Partial<Making>) => {
    setBegunOn(begunOn ?? data.version);
    setMaking({ ...making, ...by });
  };
  const setPicked = (codes: number[]) => change({ codes });
  const picked = making.codes ?? decision?.codes.map(({ id }) => id) ?? null;
  const how =
    making.how ??
    right.hows.find((way) => decision?.by === study.me && way === decision.how) ??
    right.hows[0] ??
    "discussion";
  const [pointed, setPointed] = useState<Quoted | null>(null);
  const [offsets, setOffsets] = useState<Offsets | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  useFill(frame);
  const text = useRef<HTMLElement>(null);
  useShortcuts(readingKeys(text));
  const finder = useRef<HTMLInputElement>(null);
  const reasonField = useRef<HTMLInputElement>(null);

  const shown = filtered(rows, filter);
  const place = shown.findIndex((row) => row.unit === unit);
  const brief = rows.find((row) => row.unit === unit);
  const alike = brief ? ofPair(rows, pairOf(brief)).length - 1 : 0;
  const offered = decision ? standingReason(decision) : brief ? reasonFor(rows, pairOf(brief), picked) : "";
  const reason = making.reason ?? offered;
  const paints = useMemo(() => paintsOf(data, pointed), [data, pointed]);
  const mayDecide = right.hows.length > 0;
  const half = Math.ceil(data.answers.length / 2);
  const sides = [data.answers.slice(0, half), data.answers.slice(half)];
  const shared = codes.filter((code) => code.owner === null);
  const usable = shared.filter((code) => !code.retired);
  const next = nextAfter(unit, shown, rows, round, study.me);
  usePrefetchQuery(disagreementQuery(study.slug, round.number, next ?? unit));
  const { undo, last, error: undoError } = useUndo({ round, rows, unit, gate, go });

  const take = (answer: Disagreement["answers"][number] | undefined) => {
    // "Cannot tell" is an answer, but no code that a unit could be decided by.
    if (answer && !answer.uncoded && mayDecide) setPicked(answer.codes.map(({ id }) => id));
  };
  const isTaken = (answer: Disagreement["answers"][number]) =>
    !answer.uncoded &&
    picked?.length === answer.codes.length &&
    answer.codes.every(({ id }) => picked.includes(id));
  const confirm = () => {
    if (decide.isPending) return;
    if (decision && !differs(making, decision)) return go(next ?? shown[place + 1]?.unit ?? null);
    if (!mayDecide || !isComplete(picked, round.several_codes) || outOfUse(picked, shared).length > 0) return;
    gate.hold();
    decide.mutate(
      { unit, codes: [...picked], how, reason, version: begunOn ?? data.version },
      {
        onSuccess: () => go(next),
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) setBegunOn(null);
          gate.open();
        },
      },
    );
  };
  const step = (by: number) => {
    const beside = shown[place + by];
    if (beside) go(beside.unit);
  };
  const point = (words: Quoted | null, reveal = false) => {
    setPointed(words);
    const range = reveal && words && offsets?.range(words);
    if (range) range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  };

  useShortcuts(
    deskKeys({
      several: round.several_codes,
      left: () => take(data.answers[0]),
      right: () => take(data.answers.at(-1)),
      both: () => mayDecide && setPicked(both(data.answers)),
      none: () => mayDecide && setPicked([]),
      another: () => finder.current?.focus(),
      reason: () => reasonField.current?.focus(),
      alike: () => atDesk && !alikeUnits.data && !alikeUnits.isPending && alikeUnits.mutate(),
      confirm,
      undo,
      step,
    }),
  );

  return (
    <div ref={frame} className={classes.desk}>
      <Group className={classes.head} justify="space-between" gap="xs">
        <Text size="sm" className={classes.where}>
          <b>
            {place < 0
              ? `Unit ${unit}, not among those chosen`
              : `Disagreement ${place + 1} of ${shown.length}`}
          </b>
          {brief && ` · ${pairOf(brief)}`}
          {alike > 0 && ` · ${alike} like it`}
        </Text>
        <Group gap="xs">
          <Text size="sm" role="status">
            {rows.filter((row) => row.decision).length} of {rows.length} decided
          </Text>
          <Filters rows={rows} filter={filter} onFilter={onFilter} />
          {atDesk && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={last === null}
              onClick={undo}
              title={last ? `Withdraw the decision on unit ${last.unit} (u)` : undefined}
            >
              Undo
            </Button>
          )}
          {more}
        </Group>
      </Group>
      <article
        ref={text}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so keys must reach it
        tabIndex={0}
        className={classes.text}
        style={{ order: 1 }}
        aria-label={`Unit ${unit}: ${data.unit.title}`}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {[`Unit ${unit}`, data.unit.project, data.unit.identifier].filter(Boolean).join(" · ")}
        </Text>
        <DocumentText html={data.unit.html} text={data.unit.text} paints={paints} onOffsets={setOffsets} />
      </article>
      {[0, 1].map((side) => (
        <div key={side} className={classes.side} style={{ order: side * 2 }}>
          {sides[side]?.map((answer, index) => (
            <RaterColumn
              key={answer.rater}
              answer={answer}
              hotkey={
                side === 0 && index === 0
                  ? "←"
                  : side === 1 && index === (sides[1]?.length ?? 0) - 1
                    ? "→"
                    : ""
              }
              taken={isTaken(answer)}
              onTake={mayDecide && !answer.uncoded ? () => take(answer) : null}
              onPoint={point}
            />
          ))}
        </div>
      ))}
      <div className={classes.foot} style={{ order: 3 }}>
        {decision && <Standing unit={unit} decision={decision} codes={usable} />}
        <Discussion round={round} data={data} codes={usable} />
        {atDesk && <AlikeUnits picked={picked} alike={alikeUnits} />}
        {undoError ? <ErrorPanel error={undoError} /> : null}
        {mayDecide ? (
          <DecisionBar
            codes={shared}
            stands={decision !== null}
            changed={differs(making, decision)}
            picked={picked}
            onPick={setPicked}
            several={round.several_codes}
            onBoth={() => setPicked(both(data.answers))}
            hows={right.hows}
            how={how}
            onHow={(way) => change({ how: way })}
            reason={reason}
            onReason={(words) => change({ reason: words })}
            reasons={data.reasons}
            finderRef={finder}
            reasonRef={reasonField}
            busy={decide.isPending}
            error={decide.error}
            onConfirm={confirm}
          />
        ) : (
          <Group gap="sm">
            <Text size="sm">{right.why}</Text>
            <Anchor
              component={Link}
              to={`/studies/${study.slug}/rounds/${round.number}/agreement#disagreements`}
              size="sm"
            >
              All disagreements
            </Anchor>
          </Group>
        )}
      </div>
    </div>
  );
}
