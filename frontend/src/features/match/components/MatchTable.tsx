import { Button, Group, Kbd, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "../../../api/client";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { Warning } from "../../../shared/ui/Warning";
import { withOwnLabels } from "../state/pairs";
import { matchingShortcuts } from "../state/shortcuts";
import { texts } from "../texts";
import { AgreementStrip } from "./AgreementStrip";
import { GroupRow } from "./GroupRow";
import classes from "./Match.module.css";
import { useMatching } from "./MatchingContext";
import { SharedCodeName } from "./SharedCodeName";
import { TablePreview } from "./TablePreview";

/** The table of private codes in which raters' codes are matched. `confirm` is shown next to the agreement. */
export function MatchTable({ confirm }: { confirm: ReactNode }) {
  const { data, raters, selected, saving, state, dispatch, table } = useMatching();
  return (
    <div
      ref={table}
      className={classes.table}
      data-raters={raters.length}
      style={{ "--raters": raters.length } as object}
    >
      <MatchingKeys />
      <SaveError />
      <div className={classes.columns} aria-hidden>
        <span className={classes.middle}>{texts.table.sharedCode}</span>
        {raters.map((rater, index) => (
          <b key={rater} data-side={index === 0 ? "left" : "right"}>
            {rater}
          </b>
        ))}
      </div>
      <Suggested />
      <Unpaired />
      <Matched />
      <TablePreview rows={data.table} saving={saving} />
      <div className={classes.foot}>
        {selected.length > 0 && <SharedCodeName key={state.selected.join()} />}
        <div className={classes.footRow}>
          <AgreementStrip agreement={data.agreement} saving={saving} />
          <Group gap="xs">
            <Button
              variant="default"
              disabled={state.past.length === 0}
              onClick={() => dispatch({ type: "undo" })}
              rightSection={<Kbd size="xs">u</Kbd>}
            >
              {texts.table.undo}
            </Button>
            {confirm}
          </Group>
        </div>
      </div>
    </div>
  );
}

function MatchingKeys() {
  const { table, labelField, dispatch, ...actions } = useMatching();
  useShortcuts(
    matchingShortcuts({
      table,
      acceptFocused: actions.acceptFocused,
      acceptAll: actions.acceptAll,
      matchSelected: actions.matchSelected,
      keepOwnLabels: actions.keepOwnLabels,
      editLabel: () => labelField.current?.focus(),
      clearSelection: () => dispatch({ type: "clearSelection" }),
      undo: () => dispatch({ type: "undo" }),
    }),
  );
  return null;
}

function Suggested() {
  const { raters, proposals, acceptAll } = useMatching();
  if (proposals.length === 0) return null;
  return (
    <section aria-label={texts.table.suggested}>
      <Group justify="space-between" className={classes.sectionHead}>
        <Title order={2} size="h5">
          {texts.table.suggestedCount(proposals.length)}
        </Title>
        <Button size="compact-sm" variant="default" onClick={acceptAll}>
          {texts.table.acceptAll(proposals.length)}
          <Kbd size="xs" ml={6}>
            ⇧ a
          </Kbd>
        </Button>
      </Group>
      <ul className={classes.rows}>
        {proposals.map((group, index) => (
          <GroupRow key={group.label} group={group} raters={raters} kind="suggested" first={index === 0} />
        ))}
      </ul>
    </section>
  );
}

function Unpaired() {
  const { state, raters, unpaired, change } = useMatching();
  if (unpaired.length === 0) return null;
  return (
    <section aria-label={texts.table.unpaired}>
      <Group justify="space-between" className={classes.sectionHead}>
        <Title order={2} size="h5">
          {texts.table.unpairedCount(unpaired.length)}
        </Title>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change(withOwnLabels(state.pairs, unpaired))}
        >
          {texts.table.keepLabels(unpaired.length)}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.table.unpairedHelp}
      </Text>
      <ul className={classes.rows}>
        <GroupRow
          group={{ label: "", codes: unpaired.map((code) => ({ ...code, reason: "" })) }}
          raters={raters}
          kind="unpaired"
        />
      </ul>
    </section>
  );
}

function Matched() {
  const { raters, groups } = useMatching();
  return (
    <section aria-label={texts.table.matched}>
      <Title order={2} size="h5" className={classes.sectionHead}>
        {texts.table.matchedCount(groups.length)}
      </Title>
      {groups.length === 0 && (
        <Text size="sm" c="dimmed">
          {texts.table.none}
        </Text>
      )}
      <ul className={classes.rows}>
        {groups.map((group) => (
          <GroupRow key={group.label} group={group} raters={raters} kind="matched" />
        ))}
      </ul>
    </section>
  );
}

function SaveError() {
  const { error, dispatch, reload } = useMatching();
  if (!error) return null;
  if (error instanceof ApiError && error.status === 412) {
    return (
      <Warning title={texts.stale.title} urgent>
        <Text size="sm">{texts.stale.help}</Text>
        <Button size="xs" mt="sm" variant="default" onClick={() => void reload()}>
          {texts.stale.load}
        </Button>
      </Warning>
    );
  }
  return <ErrorPanel error={error} retry={() => dispatch({ type: "retry" })} />;
}
