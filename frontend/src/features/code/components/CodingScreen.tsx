import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useNavigate } from "react-router";
import { ApiError } from "../../../api/client";
import type { Code, Round } from "../../../api/types";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { useStudy } from "../../../shared/study";
import type { Quoted } from "../../../shared/text/offsets";
import { type Queue, type SeatData, seatQuery, useDiscardDraft, useLater, useSubmit } from "../api";
import { useStopwatch } from "../hooks/useActiveTime";
import { useVocabulary } from "../hooks/useCodes";
import { useAnswer } from "../hooks/useDraft";
import { useSaveCode, withExample } from "../state/codes";
import { canonical, type Segment } from "../state/draft";
import type { Shelf } from "../state/localDrafts";
import { seatKeys } from "../state/shortcuts";
import { hindranceOf } from "../state/submitBlocker";
import { nextUnfinished as afterThis } from "../state/worklist";
import { CodeDialogs } from "./CodeDialogs";
import { SeatFrame } from "./CodingLayout";
import { Sheet } from "./CodingPanel";
import { Conflict } from "./DraftConflict";
import { ReadingPane } from "./ReadingPane";
import { Compare } from "./SimilarUnits";

interface Props {
  round: Round;
  queue: Queue;
  codes: readonly Code[];
  data: SeatData;
  shelf: Shelf;
}

/** One unit at the rater's seat. */
export function Seat({ round, queue, codes, data, shelf }: Props) {
  const study = useStudy();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const unit = data.unit.number;
  const home = `/studies/${study.slug}/rounds/${round.number}/code/`;
  const path = useCallback((number: number | null) => `${home}${number ?? ""}`, [home]);

  const watch = useStopwatch(data.draft?.seconds ?? 0);
  const sheet = useAnswer({
    study: study.slug,
    round: round.number,
    data,
    several: round.several_codes,
    shelf,
    watch,
  });
  const submit = useSubmit(study.slug, round.number, unit);
  const discard = useDiscardDraft(study.slug, round.number, unit);
  const later = useLater(study.slug, round.number);
  const saveCode = useSaveCode(study.slug, round.number);
  const vocabulary = useVocabulary(study.slug, round.number, codes, queue);
  const { byId, listed } = vocabulary;

  const [words, setWords] = useState<Quoted | null>(null);
  const [pointed, setPointed] = useState({ segment: null as Segment | null, reveal: false });
  const point = (segment: Segment | null, reveal = false) => setPointed({ segment, reveal });
  const [rethinking, setRethinking] = useState(data.draft !== null || shelf.get(unit) !== null);
  const [reason, setReason] = useState("");
  const [describing, setDescribing] = useState<Code | null>(null);
  const [none, setNone] = useState(false); // said outright, so that a slip of the keys is not an answer
  const [codesShown, showCodes] = useState(false);
  const [said, setSaid] = useState("");
  const finder = useRef<HTMLInputElement>(null);
  const memo = useRef<HTMLTextAreaElement>(null);
  const jump = useRef<HTMLInputElement>(null);
  const compare = useRef<HTMLButtonElement>(null);

  const open = round.state === "open";
  const editable = open && (data.coding === null || rethinking);
  const { answer } = sheet;
  const hindrance = hindranceOf({
    codes: answer.codes.length,
    uncoded: answer.uncoded !== "",
    several: round.several_codes,
    none,
    again: data.coding !== null,
    reason,
    phase: sheet.save.phase,
  });

  const index = queue.units.findIndex(({ number }) => number === unit);
  const go = (step: number) => {
    const next = queue.units[index + step];
    if (next) void navigate(path(next.number), { flushSync: true });
  };
  const nextUnfinished = afterThis(queue.units, unit);
  const isLater = queue.units[index]?.later ?? false;
  const following = queue.units[index + 1]?.number;
  useEffect(() => {
    for (const number of [following, nextUnfinished?.number]) {
      if (number !== undefined) void cache.prefetchQuery(seatQuery(study.slug, round.number, number));
    }
  }, [cache, study.slug, round.number, following, nextUnfinished?.number]);

  const release = () => {
    setWords(null);
    document.getSelection()?.removeAllRanges();
  };
  const give = (code: number) => {
    sheet.change(words ? { does: "mark", code, words } : { does: "toggle", code });
    release();
  };
  const reword = (segment: Segment, chosen: Quoted) => {
    sheet.change({ does: "reword", segment, words: chosen });
    release();
  };
  /** A found code is meant, not toggled: choosing it twice keeps it. */
  const pick = (code: Code) => {
    if (words || !answer.codes.includes(code.id)) give(code.id);
  };
  const create = (label: string) => saveCode.mutate({ words: { label } }, { onSuccess: pick });
  /** The code of the words at hand, if it is one's own to describe. */
  const example = (kind: "examples" | "near_misses") => {
    const last = answer.segments.at(-1);
    const quote = words?.quote ?? last?.quote;
    const code = byId.get(words ? (answer.codes.at(-1) ?? 0) : (last?.code ?? 0));
    if (!quote || !code?.mine) return;
    saveCode.mutate({ id: code.id, words: { [kind]: withExample(code[kind], quote, unit) } });
    setSaid(`Kept as ${kind === "examples" ? "an example" : "a near miss"} of “${code.label}”.`);
    release();
  };
  const putOff = () => {
    if (data.coding || !open) return;
    later.mutate({ unit, later: !isLater });
    if (!isLater && nextUnfinished) void navigate(path(nextUnfinished.number));
  };
  const find = () => {
    // On a phone the codes come up first; at once, so that the next key is typed into the box.
    flushSync(() => showCodes(true));
    finder.current?.focus();
  };

  const send = async () => {
    if (submit.isPending) return;
    if (!editable) {
      void navigate(path(nextUnfinished?.number ?? null));
      return;
    }
    if (hindrance) return;
    await sheet.saver.rest();
    sheet.saver.end();
    const content = canonical(answer);
    const key = shelf.submitKey(unit, JSON.stringify({ ...content, reason }));
    try {
      const { next } = await submit.mutateAsync({
        answer: content,
        reason,
        key,
        seconds: watch.seconds(Date.now()),
      });
      shelf.submitted(unit);
      // At once, so that the next key already means the next unit.
      void navigate(path(next), { flushSync: true });
    } catch (error) {
      sheet.saver.stay();
      sheet.saver.change(content);
      // Submitted or closed meanwhile: show what is stored now.
      if (error instanceof ApiError && error.status === 409) {
        void cache.invalidateQueries({ queryKey: ["studies", study.slug] });
      }
    }
  };

  useShortcuts(
    seatKeys({
      give: (place) => {
        const code = listed[place]?.id;
        if (editable && code !== undefined) give(code);
      },
      none: () => editable && setNone(!none),
      find: () => editable && find(),
      memo: () => memo.current?.focus(),
      certainty: (certainty) => editable && sheet.change({ does: "certainty", certainty }),
      current: answer.certainty,
      uncoded: (why) =>
        editable && sheet.change({ does: "uncoded", uncoded: answer.uncoded === why ? "" : why }),
      discuss: () => editable && sheet.change({ does: "discuss", discuss: !answer.discuss }),
      example: (kind) => editable && example(kind),
      later: putOff,
      compare: () => compare.current?.click(),
      submit: () => void send(),
      undo: () => editable && sheet.undo(),
      go,
      jump: () => jump.current?.focus(),
      release,
    }),
  );

  return (
    <SeatFrame
      round={round}
      queue={queue}
      unit={unit}
      path={path}
      save={sheet.save}
      shelf={shelf}
      jumpRef={jump}
      go={go}
      chosen={editable ? answer.codes.length : null}
      codesShown={codesShown}
      showCodes={showCodes}
      undo={editable && sheet.canUndo ? sheet.undo : null}
      text={
        <>
          {sheet.save.phase === "conflict" && (
            <Conflict
              state={sheet.save}
              codes={byId}
              onMine={() => void sheet.saver.keepMine()}
              onTheirs={sheet.takeTheirs}
            />
          )}
          <ReadingPane
            unit={data.unit}
            codes={byId}
            order={listed.map(({ id }) => id)}
            segments={answer.segments}
            pointed={pointed.segment}
            reveal={pointed.reveal}
            words={words}
            onWords={setWords}
            onMark={editable ? give : undefined}
            onFind={find}
          />
        </>
      }
      sheet={
        <Sheet
          round={round}
          data={data}
          editable={editable}
          answer={answer}
          change={sheet.change}
          vocabulary={vocabulary}
          words={words}
          said={said}
          finderRef={finder}
          memoRef={memo}
          creating={saveCode}
          onGive={give}
          onPick={pick}
          onCreate={round.style === "closed" ? undefined : create}
          onDescribe={setDescribing}
          onPoint={point}
          reason={
            data.coding
              ? {
                  value: reason,
                  set: setReason,
                  onKeep: () => {
                    sheet.saver.end();
                    shelf.drop(unit);
                    discard.mutate(undefined, { onSuccess: () => setRethinking(false) });
                  },
                }
              : undefined
          }
          none={{ value: none, set: setNone }}
          hindrance={hindrance}
          submit={submit}
          onSubmit={() => void send()}
          onReword={reword}
          onRethink={() => setRethinking(true)}
          onNext={nextUnfinished ? () => void send() : null}
          later={isLater}
          onLater={putOff}
          compare={
            data.coding && (
              <Compare
                study={study.slug}
                round={round.number}
                unit={unit}
                codes={byId}
                path={path}
                buttonRef={compare}
              />
            )
          }
        />
      }
    >
      <CodeDialogs
        study={study.slug}
        round={round.number}
        unit={unit}
        queue={queue}
        codes={codes}
        code={describing}
        example={words?.quote ?? answer.segments.find(({ code }) => code === describing?.id)?.quote ?? null}
        onClose={() => setDescribing(null)}
      />
    </SeatFrame>
  );
}
