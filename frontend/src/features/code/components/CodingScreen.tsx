import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { activityShortcuts } from "../state/activityShortcuts";
import { type CommonActions, codingShortcuts } from "../state/shortcuts";
import { CodeDialogs } from "./CodeDialogs";
import { type CodingData, CodingProvider, useCoding } from "./CodingContext";
import { CodingLayout } from "./CodingLayout";
import { CodingPanel } from "./CodingPanel";
import { DraftConflict } from "./DraftConflict";
import { ReadingPane } from "./ReadingPane";

/** The screen on which a rater codes one unit. */
export function CodingScreen(data: CodingData) {
  return (
    <CodingProvider {...data}>
      <Keys />
      <CodingLayout
        text={
          <>
            <DraftConflict />
            <ReadingPane />
          </>
        }
        panel={<CodingPanel />}
      />
      <CodeDialogs />
    </CodingProvider>
  );
}

/** The keys of the kind of study. */
function Keys() {
  return useCoding().study.kind === "projects" ? <ActivityKeys /> : <CodingKeys />;
}

/** The code of the list that has the focus. */
function focusedCode(): number | null {
  const line = document.activeElement?.closest<HTMLElement>("[data-code]");
  return line ? Number(line.dataset.code) : null;
}

/** What the keys of every coding screen do. */
function useCommonActions(): CommonActions {
  const { state, dispatch, navigation, fields, actions } = useCoding();
  const { editable } = actions;
  return {
    writeMemo: () => fields.memo.current?.focus(),
    certainty: state.draft.certainty,
    discuss: state.draft.flagged_for_discussion,
    edit: (edit) => {
      if (editable) dispatch({ type: "edit", edit });
    },
    toggleDeferral: actions.toggleDeferral,
    showSimilar: () => fields.similarUnits.current?.click(),
    submit: actions.submit,
    undo: () => {
      if (editable) dispatch({ type: "undo" });
    },
    goBy: navigation.goBy,
    goToUnit: () => fields.unitNumber.current?.focus(),
    clearSelection: actions.clearSelection,
  };
}

function ActivityKeys() {
  const { state, fields, actions } = useCoding();
  const common = useCommonActions();
  useShortcuts(
    activityShortcuts({
      ...common,
      answer: (answer) => {
        if (actions.editable) actions.answer(state.activity, answer);
      },
      pressActivity: actions.pressActivity,
      goByActivity: actions.goByActivity,
      showSuggestion: () => fields.suggestion.current?.click(),
    }),
  );
  return null;
}

function CodingKeys() {
  const { state, actions } = useCoding();
  const { editable } = actions;
  const { draft } = state;
  const common = useCommonActions();
  const whenEditable = (run: () => void) => () => {
    if (editable) run();
  };
  useShortcuts(
    codingShortcuts({
      ...common,
      pressKey: (key) => {
        if (editable) actions.pressKey(key);
      },
      chooseKey: whenEditable(() => actions.chooseKey(focusedCode())),
      findCode: whenEditable(actions.findCode),
      noCodeReason: draft.no_code_reason,
      addExample: (field) => {
        if (editable) actions.addExample(field);
      },
    }),
  );
  return null;
}
