import { Button, Checkbox, Divider, Kbd, Stack, Text } from "@mantine/core";
import { CodeFinder } from "../../../shared/codes/CodeFinder";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { ChosenCodes } from "./ChosenCodes";
import { CodeList } from "./CodeList";
import { useCoding } from "./CodingContext";
import { CodingForm } from "./CodingForm";
import classes from "./CodingScreen.module.css";
import { SubmittedCoding } from "./SubmittedCoding";

/** The panel next to the text: the codes above, the coding of the unit below. */
export function CodingPanel() {
  const { actions } = useCoding();
  if (!actions.editable) return <SubmittedCoding />;
  return (
    <>
      <CodeSection />
      <Divider />
      <UnitSection />
    </>
  );
}

function CodeSection() {
  const { state, codes, fields, actions } = useCoding();
  const { createCode, saveCode } = actions;
  return (
    <section className={classes.codes} aria-label="Codes">
      <CodeFinder
        codes={codes.order.flatMap((id) => codes.byId.get(id) ?? [])}
        onPick={actions.pickCode}
        onCreate={createCode}
        placeholder={createCode ? "Find or create a code" : "Find a code"}
        inputRef={fields.finder}
        busy={saveCode.isPending}
      />
      {saveCode.error ? <ErrorPanel error={saveCode.error} /> : null}
      <Text size="xs" mt={6} role="status" className={classes.notice}>
        {state.selection ? "The next code marks the selected words." : state.notice}
      </Text>
      {codes.order.length > 0 ? (
        <CodeList />
      ) : (
        <Text size="sm" c="dimmed" mt="sm">
          {createCode
            ? "You have no code yet. Read the text, then name its consequence above: press /, type, Enter."
            : "The codebook is empty. Ask the study's lead."}
        </Text>
      )}
    </section>
  );
}

function UnitSection() {
  const { data, state, dispatch, navigation, actions } = useCoding();
  const { draft } = state;
  return (
    <section aria-label="On this unit" className={classes.coding}>
      <Stack gap="sm">
        <ChosenCodes draft={draft} editable />
        {state.multiLabel && draft.codes.length === 0 && (
          <Checkbox
            size="xs"
            label="No code applies   0"
            checked={state.noCode}
            onChange={(event) => dispatch({ type: "setNoCode", noCode: event.currentTarget.checked })}
          />
        )}
        <CodingForm />
        {!data.coding && (
          <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" onClick={actions.toggleDeferral}>
            {navigation.deferred ? "Take it up again" : "Leave it for later"}{" "}
            <Kbd size="xs" ml={6} aria-hidden visibleFrom="sm">
              l
            </Kbd>
          </Button>
        )}
      </Stack>
    </section>
  );
}
