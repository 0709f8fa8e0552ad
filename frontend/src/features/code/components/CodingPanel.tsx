import { Button, Divider, Stack, Text } from "@mantine/core";
import { CodeFinder } from "../../../shared/codes/CodeFinder";
import { orderWords } from "../../../shared/codes/order";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { texts } from "../texts";
import { ActivityPanel } from "./ActivityPanel";
import { ChosenCodes } from "./ChosenCodes";
import { CodeList } from "./CodeList";
import { useCoding } from "./CodingContext";
import { CodingForm } from "./CodingForm";
import classes from "./CodingScreen.module.css";
import { SubmittedCoding } from "./SubmittedCoding";
import { WithKey } from "./WithKey";

/** The panel next to the text: the codes above, the coding of the unit below. */
export function CodingPanel() {
  const { study, actions } = useCoding();
  if (!actions.editable) return <SubmittedCoding />;
  return (
    <>
      {study.kind === "projects" ? <ActivityPanel /> : <CodeSection />}
      <Divider />
      <UnitSection />
    </>
  );
}

function CodeSection() {
  const { round, state, codes, fields, actions } = useCoding();
  const { createCode, saveCode } = actions;
  return (
    <section className={classes.codes} aria-label={texts.codes.region}>
      <CodeFinder
        codes={codes.order.flatMap((id) => codes.byId.get(id) ?? [])}
        onPick={actions.pickCode}
        onCreate={createCode}
        placeholder={createCode ? texts.codes.findOrCreate : texts.codes.find}
        inputRef={fields.finder}
        busy={saveCode.isPending}
      />
      {saveCode.error ? <ErrorPanel error={saveCode.error} /> : null}
      <Text size="xs" mt={6} role="status" className={classes.notice}>
        {state.selection ? texts.codes.selection : state.notice}
      </Text>
      {round.code_order && (
        <Text size="sm" my={6}>
          {texts.codes.order(orderWords(round.code_order))}
        </Text>
      )}
      {codes.order.length > 0 ? (
        <CodeList />
      ) : (
        <Text size="sm" c="dimmed" mt="sm">
          {createCode ? texts.codes.noneOwn : texts.codes.noneFixed}
        </Text>
      )}
    </section>
  );
}

function UnitSection() {
  const { study, data, state, navigation, actions } = useCoding();
  return (
    <section aria-label={texts.form.region} className={classes.coding}>
      <Stack gap="sm">
        {study.kind !== "projects" && <ChosenCodes draft={state.draft} editable />}
        <CodingForm />
        {!data.coding && (
          <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" onClick={actions.toggleDeferral}>
            <WithKey label={navigation.deferred ? texts.form.resume : texts.form.defer} keys="l" />
          </Button>
        )}
      </Stack>
    </section>
  );
}
