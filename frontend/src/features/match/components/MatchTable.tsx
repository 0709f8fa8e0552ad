import { Button, Group, Kbd, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "../../../api/client";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { Warning } from "../../../shared/ui/Warning";
import { withOwnLabels } from "../state/pairs";
import { matchingShortcuts } from "../state/shortcuts";
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
        <span className={classes.middle}>shared code</span>
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
              Undo
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
    <section aria-label="Suggested">
      <Group justify="space-between" className={classes.sectionHead}>
        <Title order={2} size="h5">
          Suggested ({proposals.length})
        </Title>
        <Button size="compact-sm" variant="default" onClick={acceptAll}>
          Accept all {proposals.length}
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
    <section aria-label="No partner found">
      <Group justify="space-between" className={classes.sectionHead}>
        <Title order={2} size="h5">
          No partner found ({unpaired.length})
        </Title>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change(withOwnLabels(state.pairs, unpaired))}
        >
          Let {unpaired.length === 1 ? "it keep its" : "all keep their"} own label
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        Drag a card onto its partner, or choose both and name what they mean; or let a card keep its own
        label.
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
    <section aria-label="Matched">
      <Title order={2} size="h5" className={classes.sectionHead}>
        Matched ({groups.length} shared {groups.length === 1 ? "code" : "codes"})
      </Title>
      {groups.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing yet. What you match stays a proposal until it is confirmed.
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
      <Warning title="The matching was changed by someone else" urgent>
        <Text size="sm">Your last change is not stored. Load theirs, then make it again.</Text>
        <Button size="xs" mt="sm" variant="default" onClick={() => void reload()}>
          Load the newer matching
        </Button>
      </Warning>
    );
  }
  return <ErrorPanel error={error} retry={() => dispatch({ type: "retry" })} />;
}
