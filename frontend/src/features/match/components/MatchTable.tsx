import { Button, Group, Kbd, Text, Title } from "@mantine/core";
import { useRef, useState } from "react";
import { ApiError } from "../../../api/client";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { Caution } from "../../../shared/ui/Warning";
import type { Matching } from "../api";
import {
  accepted,
  acceptedAll,
  cardsOf,
  dropped,
  groupsOf,
  keptAlone,
  likelyLabel,
  matched,
  openSuggestions,
  unmatched,
} from "../state/pairs";
import { matchKeys } from "../state/shortcuts";
import type { usePairs } from "../state/usePairs";
import { Strip } from "./AgreementStrip";
import { GroupRow } from "./GroupRow";
import classes from "./Match.module.css";
import { NameBar } from "./SharedCodeName";
import { TablePreview } from "./TablePreview";

interface Props {
  data: Matching;
  sheet: ReturnType<typeof usePairs>;
  /** What the lead or adjudicator does next, at the right of the strip. */
  confirm: React.ReactNode;
}

/** The stage on which private codes find their partners. */
export function MatchTable({ data, sheet, confirm }: Props) {
  const [chosen, setChosen] = useState<number[]>([]);
  const name = useRef<HTMLInputElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const cards = cardsOf(data);
  const raters = data.raters.map((rater) => rater.name);
  const groups = groupsOf(cards, sheet.pairs);
  const { proposals, alone } = openSuggestions(cards, sheet.pairs, data.suggestions);
  const picked = cards.filter(({ id }) => chosen.includes(id));

  const change: typeof sheet.change = (pairs) => {
    sheet.change(pairs);
    setChosen([]);
  };
  const choose = (id: number) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const focused = () =>
    cards.filter(({ id }) => String(id) === (document.activeElement as HTMLElement)?.dataset.card);
  const leaveAlone = () => {
    const meant = picked.length > 0 ? picked : focused();
    if (meant.length > 0) change(keptAlone(sheet.pairs, meant));
  };
  const match = (label: string, reason = "") => {
    if (chosen.length > 0 && label.trim()) change(matched(sheet.pairs, chosen, label, reason));
  };
  const accept = () => {
    const here = focused()[0]?.id;
    const group = proposals.find((proposal) => proposal.cards.some(({ id }) => id === here)) ?? proposals[0];
    if (group) change(accepted(sheet.pairs, group));
  };

  useShortcuts(
    matchKeys({
      stage,
      accept,
      acceptAll: () => proposals.length > 0 && change(acceptedAll(sheet.pairs, proposals)),
      match: () => match(name.current?.value ?? likelyLabel(picked)),
      alone: leaveAlone,
      name: () => name.current?.focus(),
      clear: () => setChosen([]),
      undo: sheet.undo,
    }),
  );

  const drop = (dragged: number, onto: number) => change(dropped(sheet.pairs, cards, dragged, onto));
  const rowProps = { raters, chosen, onChoose: choose, onDrop: drop };
  return (
    <div
      ref={stage}
      className={classes.stage}
      data-raters={raters.length}
      style={{ "--raters": raters.length } as object}
    >
      <Problem sheet={sheet} />
      <div className={classes.columns} aria-hidden>
        <span className={classes.middle}>shared code</span>
        {raters.map((rater, index) => (
          <b key={rater} data-side={index === 0 ? "left" : "right"}>
            {rater}
          </b>
        ))}
      </div>
      {proposals.length > 0 && (
        <section aria-label="Suggested">
          <Group justify="space-between" className={classes.sectionHead}>
            <Title order={2} size="h5">
              Suggested ({proposals.length})
            </Title>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => change(acceptedAll(sheet.pairs, proposals))}
            >
              Accept all {proposals.length}
              <Kbd size="xs" ml={6}>
                ⇧ a
              </Kbd>
            </Button>
          </Group>
          <ul className={classes.rows}>
            {proposals.map((group, index) => (
              <GroupRow
                key={group.label}
                {...rowProps}
                group={group}
                suggested
                first={index === 0}
                onAccept={() => change(accepted(sheet.pairs, group))}
              />
            ))}
          </ul>
        </section>
      )}
      {alone.length > 0 && (
        <section aria-label="No partner found">
          <Group justify="space-between" className={classes.sectionHead}>
            <Title order={2} size="h5">
              No partner found ({alone.length})
            </Title>
            <Button size="compact-sm" variant="default" onClick={() => change(keptAlone(sheet.pairs, alone))}>
              Let {alone.length === 1 ? "it keep its" : "all keep their"} own label
            </Button>
          </Group>
          <Text size="sm" c="dimmed" mb="xs">
            Drag a card onto its partner, or choose both and name what they mean; or let a card keep its own
            label.
          </Text>
          <ul className={classes.rows}>
            <GroupRow
              {...rowProps}
              group={{ label: "", cards: alone.map((card) => ({ ...card, reason: "" })) }}
            />
          </ul>
        </section>
      )}
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
            <GroupRow
              key={group.label}
              {...rowProps}
              group={group}
              onTakeOut={(id) => change(unmatched(sheet.pairs, id))}
              onAdd={
                chosen.some((id) => !group.cards.some((card) => card.id === id))
                  ? () => match(group.label)
                  : undefined
              }
            />
          ))}
        </ul>
      </section>
      <TablePreview rows={data.table} saving={sheet.saving} />
      <div className={classes.foot}>
        {picked.length > 0 && (
          <NameBar
            key={chosen.join()}
            chosen={picked}
            labels={[...data.shared, ...groups.map(({ label }) => label)]}
            nameRef={name}
            onMatch={match}
            onAlone={leaveAlone}
            onClear={() => setChosen([])}
          />
        )}
        <div className={classes.footRow}>
          <Strip agreement={data.agreement} saving={sheet.saving} />
          <Group gap="xs">
            <Button
              variant="default"
              disabled={!sheet.canUndo}
              onClick={sheet.undo}
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

function Problem({ sheet }: Pick<Props, "sheet">) {
  const { error } = sheet;
  if (!error) return null;
  if (error instanceof ApiError && error.status === 412) {
    return (
      <Caution title="Somebody changed the matching meanwhile" urgent>
        <Text size="sm">Your last change is not stored. Load theirs, then make it again.</Text>
        <Button size="xs" mt="sm" variant="default" onClick={() => void sheet.reload()}>
          Load the newer matching
        </Button>
      </Caution>
    );
  }
  return <ErrorPanel error={error} retry={sheet.retry} />;
}
