import { useQueryClient } from "@tanstack/react-query";
import type { Dispatch } from "react";
import { flushSync } from "react-dom";
import { ApiError } from "../../../api/client";
import type { Code, Round } from "../../../api/studies";
import type { Answer } from "../../../shared/activities/answers";
import { nextPassage, type Passage, passagesOn } from "../../../shared/activities/evidence";
import { type CodingUnit, useDeferral, useDiscardDraft, useSubmit } from "../api";
import type { ActiveTimer } from "../state/activeTime";
import { unanswered } from "../state/activities";
import { codeOf, keyOf, withKey, withNewCode } from "../state/codeKeys";
import { useSaveCode, withExample } from "../state/codes";
import type { CodingAction, CodingState } from "../state/codingReducer";
import { EMPTY_DRAFT, normalise, type Segment } from "../state/draft";
import type { DraftSaver } from "../state/draftSaver";
import type { LocalDrafts } from "../state/localDrafts";
import { submitBlocker } from "../state/submitBlocker";
import { texts } from "../texts";
import type { Codes } from "./useCodes";
import type { CodingFields } from "./useCodingFields";
import type { useUnitNavigation } from "./useUnitNavigation";

interface Parts {
  study: string;
  round: Round;
  data: CodingUnit;
  state: CodingState;
  dispatch: Dispatch<CodingAction>;
  saver: DraftSaver;
  timer: ActiveTimer;
  codes: Codes;
  activities: readonly number[];
  passages: readonly Passage[];
  localDrafts: LocalDrafts;
  navigation: ReturnType<typeof useUnitNavigation>;
  fields: CodingFields;
  onSubmit: (unit: number) => void;
}

/** What a rater does on the coding screen beyond a change of its state: writing to the server, moving the focus. */
export function useCodingActions(parts: Parts) {
  const { study, round, data, state, dispatch, saver, timer, codes, localDrafts } = parts;
  const { activities, passages, navigation, fields } = parts;
  const { unit, draft, selection } = state;
  const cache = useQueryClient();
  const submission = useSubmit(study, round.number, unit);
  const discard = useDiscardDraft(study, round.number, unit);
  const deferral = useDeferral(study, round.number);
  const saveCode = useSaveCode(study, round.number);

  const inProgress = round.state === "open";
  const editable = inProgress && state.mode !== "submitted";
  const labelOf = (code: number) => codes.byId.get(code)?.label ?? "";
  const blocker = submitBlocker({
    codes: draft.codes.length,
    noCodeReason: draft.no_code_reason !== "",
    resubmission: data.coding !== null,
    reason: state.reason,
    conflict: state.mode === "conflict",
    unanswered: activities.length > 0 ? unanswered(draft, activities).map(labelOf) : undefined,
  });

  const clearSelection = () => {
    if (state.codeForKey !== null) dispatch({ type: "chooseKey", code: null, notice: "" });
    dispatch({ type: "select", selection: null });
    document.getSelection()?.removeAllRanges();
  };
  const giveCode = (code: number) => {
    dispatch({ type: "giveCode", code });
    document.getSelection()?.removeAllRanges();
  };
  /** Give a code the key that is pressed next. */
  const chooseKey = (id: number | null) => {
    const code = id === null ? undefined : codes.byId.get(id);
    const notice = code ? texts.codes.pressKey(code.label) : texts.codes.focusCode;
    dispatch({ type: "chooseKey", code: code?.id ?? null, notice });
  };
  const changeKey = (id: number, key: string) => {
    const other = codeOf(codes.keys, key, codes.all);
    const keys = withKey(codes.keys, id, key, codes.all);
    codes.changeKeys(keys);
    const notice =
      other === undefined || other === id
        ? texts.codes.keyGiven(key, labelOf(id))
        : texts.codes.keySwapped(key, labelOf(id), labelOf(other), keyOf(keys, other));
    dispatch({ type: "chooseKey", code: null, notice });
  };
  const pressKey = (key: string) => {
    if (state.codeForKey !== null) return changeKey(state.codeForKey, key);
    const code = codeOf(codes.keys, key, codes.all);
    dispatch({ type: "notify", notice: code === undefined ? texts.codes.noCodeAtKey(key) : "" });
    if (code !== undefined) giveCode(code);
  };
  const pickCode = (code: Code) => {
    dispatch({ type: "pickCode", code: code.id });
    if (selection) document.getSelection()?.removeAllRanges();
  };
  const pickNewCode = (code: Code) => {
    codes.changeKeys(withNewCode(codes.keys, code.id, codes.all));
    pickCode(code);
  };
  const moveSegment = (segment: Segment) => {
    dispatch({ type: "moveSegment", segment });
    document.getSelection()?.removeAllRanges();
  };

  /** Add the selected words, or the last marked ones, to the description of a code of one's own. */
  const addExample = (field: "examples" | "near_misses") => {
    const lastSegment = draft.segments.at(-1);
    const quote = selection?.quote ?? lastSegment?.quote;
    const code = codes.byId.get(selection ? (draft.codes.at(-1) ?? 0) : (lastSegment?.code ?? 0));
    if (!quote || !code?.mine) return;
    saveCode.mutate({ id: code.id, words: { [field]: withExample(code[field], quote, unit) } });
    dispatch({ type: "notify", notice: texts.codes.exampleAdded(field, code.label) });
    clearSelection();
  };

  const toggleDeferral = () => {
    if (data.coding || !inProgress) return;
    deferral.mutate({ unit, deferred: !navigation.deferred });
    if (!navigation.deferred && navigation.nextUnfinished !== null)
      navigation.open(navigation.nextUnfinished);
  };

  /** Go to an activity and to the next of its findings in the text. */
  const openActivity = (code: number, passage?: Passage) => {
    const own = passagesOn(passages, codes.byId.get(code));
    const next = passage ?? nextPassage(own, state.activity === code ? state.passage : null);
    dispatch({ type: "openActivity", code, passage: next });
  };
  const goByActivity = (step: number) => {
    const index = state.activity === null ? -1 : activities.indexOf(state.activity);
    const code = activities[Math.min(Math.max(index + step, 0), activities.length - 1)];
    if (code === undefined) return;
    openRow(code);
    fields.activities.current?.querySelector<HTMLElement>(`[data-activity="${code}"]`)?.focus();
  };
  const openRow = (code: number) => dispatch({ type: "openActivity", code, passage: null });
  const answer = (code: number | null, given: Answer) => {
    if (code === null) return;
    dispatch({ type: "edit", edit: { kind: "answer", code, answer: given } });
    dispatch({ type: "notify", notice: texts.activities.answered(labelOf(code), given) });
  };
  /** Mark the selected words for an activity. */
  const markActivity = (code: number) => {
    if (!selection) return;
    dispatch({ type: "edit", edit: { kind: "mark", code, selection, answers: true } });
    openRow(code);
    clearSelection();
  };
  /** With selected words a number marks them; without, it goes to the row and its findings. */
  const pressActivity = (key: string) => {
    const code = activities[Number(key) - 1];
    if (code === undefined) return dispatch({ type: "notify", notice: texts.activities.noRow(key) });
    if (selection && editable) markActivity(code);
    else openActivity(code);
  };

  const findCode = () => {
    // On a phone the codes open first. Immediate, so that the next key is typed into the field.
    flushSync(() => dispatch({ type: "showCodes", shown: true }));
    fields.finder.current?.focus();
  };

  const submit = async () => {
    if (submission.isPending) return;
    if (!editable) return navigation.open(navigation.nextUnfinished);
    if (blocker) return;
    await saver.settle();
    saver.end();
    const content = normalise(draft);
    const { reason } = state;
    const key = localDrafts.submitKey(unit, JSON.stringify({ ...content, reason }));
    parts.onSubmit(unit);
    try {
      const seconds = timer.seconds(Date.now());
      const { next } = await submission.mutateAsync({ draft: content, reason, key, seconds });
      localDrafts.removeSubmitted(unit);
      // The rater may compare with the suggestion first; otherwise the next unit opens.
      if (activities.length === 0 || round.suggestions === "never") navigation.open(next);
    } catch (error) {
      saver.resume();
      saver.change(content);
      // Submitted in another window, or the round was closed: show the state on the server.
      if (error instanceof ApiError && error.status === 409) {
        void cache.invalidateQueries({ queryKey: ["studies", study] });
      }
    }
  };

  const cancelEditing = () => {
    saver.end();
    localDrafts.remove(unit);
    discard.mutate(undefined, { onSuccess: () => dispatch({ type: "cancelEditing" }) });
  };

  return {
    editable,
    blocker,
    submission,
    saveCode,
    giveCode,
    pressKey,
    chooseKey,
    pickCode,
    /** Undefined where the codebook, or the order of its codes, is fixed. */
    createCode:
      round.style === "closed" || round.code_order
        ? undefined
        : (label: string) => saveCode.mutate({ words: { label } }, { onSuccess: pickNewCode }),
    moveSegment,
    openActivity,
    openRow,
    goByActivity,
    answer,
    markActivity,
    pressActivity,
    clearSelection,
    addExample,
    toggleDeferral,
    findCode,
    submit: () => void submit(),
    startEditing: () => {
      saver.resume();
      dispatch({ type: "startEditing" });
    },
    cancelEditing,
    keepMine: () => void saver.keepMine(),
    takeTheirs: () => dispatch({ type: "replaceDraft", draft: saver.takeTheirs() ?? EMPTY_DRAFT }),
  };
}
