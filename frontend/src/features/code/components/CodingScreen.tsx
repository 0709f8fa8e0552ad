import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { codingShortcuts } from "../state/shortcuts";
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
      <CodingKeys />
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

/** The code of the list that has the focus. */
function focusedCode(): number | null {
  const line = document.activeElement?.closest<HTMLElement>("[data-code]");
  return line ? Number(line.dataset.code) : null;
}

function CodingKeys() {
  const { state, dispatch, navigation, fields, actions } = useCoding();
  const { editable } = actions;
  const { draft } = state;
  const whenEditable = (run: () => void) => () => {
    if (editable) run();
  };
  useShortcuts(
    codingShortcuts({
      pressKey: (key) => {
        if (editable) actions.pressKey(key);
      },
      chooseKey: whenEditable(() => actions.chooseKey(focusedCode())),
      findCode: whenEditable(actions.findCode),
      writeMemo: () => fields.memo.current?.focus(),
      certainty: draft.certainty,
      edit: (edit) => {
        if (editable) dispatch({ type: "edit", edit });
      },
      noCodeReason: draft.no_code_reason,
      discuss: draft.flagged_for_discussion,
      addExample: (field) => {
        if (editable) actions.addExample(field);
      },
      toggleDeferral: actions.toggleDeferral,
      showSimilar: () => fields.similarUnits.current?.click(),
      submit: actions.submit,
      undo: whenEditable(() => dispatch({ type: "undo" })),
      goBy: navigation.goBy,
      goToUnit: () => fields.unitNumber.current?.focus(),
      clearSelection: actions.clearSelection,
    }),
  );
  return null;
}
