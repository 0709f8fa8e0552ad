import { Anchor, Button, Group, Text } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import type { Code } from "../../../api/studies";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { useStudy } from "../../../shared/study";
import { DocumentText } from "../../../shared/text/DocumentText";
import type { Offsets } from "../../../shared/text/offsets";
import { readingKeys } from "../../../shared/text/readingKeys";
import { projectAndIdentifier } from "../../../shared/text/unitFacts";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { useFillHeight } from "../../../shared/ui/useFillHeight";
import type { Disagreement } from "../api";
import { activityShortcuts } from "../state/activityShortcuts";
import { allCodes } from "../state/adjudication";
import { GREY, highlights } from "../state/highlights";
import { adjudicationShortcuts } from "../state/shortcuts";
import { texts } from "../texts";
import classes from "./AdjudicationScreen.module.css";
import { CurrentDecision } from "./CurrentDecision";
import { DecisionBar } from "./DecisionBar";
import { DisagreementProvider, useDisagreement } from "./DisagreementContext";
import { Discussion } from "./Discussion";
import { EndDiscussion } from "./EndDiscussion";
import { Filters } from "./Filters";
import { FinalRaterPreview } from "./FinalRaterPreview";
import { RaterColumn } from "./RaterColumn";
import { SimilarDecisions } from "./SimilarDecisions";

/**
 * The screen of one disagreement: the codings on both sides of the text, and the decision below.
 * In a study of projects the decision and the codings are beside the text, so that it keeps its height.
 */
export function AdjudicationScreen({ data, codes }: { data: Disagreement; codes: readonly Code[] }) {
  const { kind } = useStudy();
  const frame = useRef<HTMLDivElement>(null);
  useFillHeight(frame);
  const half = Math.ceil(data.codings.length / 2);
  return (
    <DisagreementProvider data={data} codes={codes}>
      <Keys />
      <div ref={frame} className={classes.screen} data-kind={kind}>
        <Head />
        <UnitText />
        <div className={classes.panel}>
          <RaterColumns side="left" codings={data.codings.slice(0, half)} />
          <RaterColumns side="right" codings={data.codings.slice(half)} />
          <div className={classes.foot} style={{ order: 3 }}>
            <CurrentDecision />
            <Discussion />
            <DecisionArea />
          </div>
        </div>
      </div>
    </DisagreementProvider>
  );
}

/** The keys of the kind of study. */
function Keys() {
  return useDisagreement().activities.length > 0 ? <ActivityKeys /> : <AdjudicationKeys />;
}

function ActivityKeys() {
  const disagreement = useDisagreement();
  const { study, round, data, state, activities, adjudicator, fields, similar, suggestion, undo } =
    disagreement;
  const index = state.activity === null ? -1 : activities.indexOf(state.activity);
  useShortcuts(
    activityShortcuts({
      chooseLeft: () => disagreement.chooseCoding(data.codings[0]),
      chooseRight: () => disagreement.chooseCoding(data.codings.at(-1)),
      answer: (answer) => disagreement.answer(state.activity, answer),
      openRow: (row) => {
        const code = activities[row];
        if (code !== undefined) disagreement.openActivity(code);
      },
      goByRow: (step) => {
        const code = activities[Math.min(Math.max(index + step, 0), activities.length - 1)];
        if (code !== undefined) disagreement.openRow(code);
      },
      showSuggestion: () => {
        const allowed = round.final_rater === study.me && round.suggestions !== "never";
        if (allowed && !suggestion.data && !suggestion.isPending) suggestion.mutate();
      },
      writeReason: () => fields.reason.current?.focus(),
      showSimilar: () => {
        if (adjudicator && !similar.data && !similar.isPending) similar.mutate();
      },
      confirm: disagreement.confirm,
      undo: undo.undo,
      goBy: disagreement.goBy,
    }),
  );
  return null;
}

function AdjudicationKeys() {
  const disagreement = useDisagreement();
  const { round, data, adjudicator, fields, similar, undo, change, chooseCoding, confirm, goBy } =
    disagreement;
  useShortcuts(
    adjudicationShortcuts({
      multiLabel: round.multi_label,
      chooseLeft: () => chooseCoding(data.codings[0]),
      chooseRight: () => chooseCoding(data.codings.at(-1)),
      chooseAll: () => change({ codes: allCodes(data.codings) }),
      noCode: (reason) => change({ noCodeReason: reason }),
      findCode: () => fields.finder.current?.focus(),
      writeReason: () => fields.reason.current?.focus(),
      showSimilar: () => {
        if (adjudicator && !similar.data && !similar.isPending) similar.mutate();
      },
      confirm,
      undo: undo.undo,
      goBy,
    }),
  );
  return null;
}

function Head() {
  const {
    study,
    round,
    rows,
    shown,
    unit,
    index,
    pairText,
    samePair,
    adjudicator,
    undo,
    filter,
    ...context
  } = useDisagreement();
  return (
    <Group className={classes.head} justify="space-between" gap="xs">
      <Text size="sm" className={classes.position}>
        <b>{index < 0 ? texts.head.hidden(unit) : texts.head.position(index + 1, shown.length)}</b>
        {pairText && texts.head.pair(pairText)}
        {samePair > 0 && texts.head.samePair(samePair)}
      </Text>
      <Group gap="xs">
        <Text size="sm" role="status">
          {texts.head.decided(rows.filter((row) => row.decision).length, rows.length)}
        </Text>
        <Filters rows={rows} filter={filter} onFilter={(by) => context.setFilter(by, unit)} />
        {adjudicator && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={undo.last === null}
            onClick={undo.undo}
            title={undo.last ? texts.head.undoHelp(undo.last.unit) : undefined}
          >
            {texts.head.undo}
          </Button>
        )}
        {round.final_rater === study.me && <FinalRaterPreview />}
        <EndDiscussion round={round} />
      </Group>
    </Group>
  );
}

function UnitText() {
  const { data, state, activities } = useDisagreement();
  const { unit } = data;
  const { activeSegment, passage } = state;
  const pane = useRef<HTMLElement>(null);
  // In a study of projects the arrow keys move between the activities.
  useShortcuts(readingKeys(pane, { arrows: activities.length === 0 }));
  const [offsets, setOffsets] = useState<Offsets | null>(null);
  const paints = useMemo(() => {
    const segments = highlights(data, activeSegment?.segment ?? null);
    return passage ? [{ colour: GREY, spans: [passage] }, ...segments] : segments;
  }, [data, activeSegment, passage]);
  useEffect(() => {
    const range = passage && offsets?.range(passage);
    if (range) range.startContainer.parentElement?.scrollIntoView({ block: "start" });
  }, [offsets, passage]);
  useEffect(() => {
    const range = activeSegment?.reveal && offsets?.range(activeSegment.segment);
    if (range) range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }, [offsets, activeSegment]);
  return (
    <article
      ref={pane}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      className={classes.text}
      style={{ order: 1 }}
      aria-label={texts.text.label(unit.number, unit.title)}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {[texts.text.unit(unit.number), ...projectAndIdentifier(unit)].join(" · ")}
      </Text>
      <DocumentText html={unit.html} text={unit.text} paints={paints} onOffsets={setOffsets} />
    </article>
  );
}

interface ColumnsProps {
  side: "left" | "right";
  codings: Disagreement["codings"];
}

/** The codings on one side; the outermost has an arrow key. */
function RaterColumns({ side, codings }: ColumnsProps) {
  const [outermost, arrow] = side === "left" ? [0, "←"] : [codings.length - 1, "→"];
  return (
    <div className={classes.side} style={{ order: side === "left" ? 0 : 2 }}>
      {codings.map((coding, index) => (
        <RaterColumn key={coding.rater} coding={coding} hotkey={index === outermost ? arrow : ""} />
      ))}
    </div>
  );
}

function DecisionArea() {
  const { study, round, permission, editable, adjudicator, undo } = useDisagreement();
  return (
    <>
      {adjudicator && <SimilarDecisions />}
      {undo.error ? <ErrorPanel error={undo.error} /> : null}
      {editable ? (
        <DecisionBar />
      ) : (
        <Group gap="sm">
          <Text size="sm">{permission.refusal}</Text>
          <Anchor
            component={Link}
            to={`/studies/${study.slug}/rounds/${round.number}/agreement#disagreements`}
            size="sm"
          >
            {texts.head.all}
          </Anchor>
        </Group>
      )}
    </>
  );
}
