import { Button, Kbd, Text } from "@mantine/core";
import type { Group } from "../state/pairs";
import { CodeCard } from "./CodeCard";
import classes from "./Match.module.css";

interface Props {
  group: Group;
  raters: string[];
  chosen: readonly number[];
  suggested?: boolean;
  first?: boolean;
  onChoose?: (card: number) => void;
  onTakeOut?: (card: number) => void;
  onAccept?: () => void;
  /** One card was dragged onto another of this row. */
  onDrop?: (dragged: number, onto: number) => void;
  /** Puts the chosen cards under this label too. */
  onAdd?: () => void;
}

/** A shared code in the middle, and at its sides the private codes that mean it. */
export function GroupRow(props: Props) {
  const { group, raters, chosen, suggested, first, onChoose, onTakeOut, onAccept, onAdd, onDrop } = props;
  return (
    <li className={classes.row} data-suggested={suggested || undefined} aria-label={group.label}>
      <div className={classes.middle}>
        <Text fw={650} className={classes.label}>
          {group.label}
        </Text>
        {onAccept && (
          <Button size="compact-sm" variant="default" onClick={onAccept}>
            Accept
            {first && (
              <Kbd size="xs" ml={6}>
                a
              </Kbd>
            )}
          </Button>
        )}
        {onAdd && (
          <Button size="compact-sm" variant="default" onClick={onAdd}>
            Add the chosen here
          </Button>
        )}
      </div>
      {raters.map((rater, index) => {
        const cards = group.cards.filter((card) => card.rater === rater);
        return (
          <div
            key={rater}
            className={classes.cell}
            data-side={index === 0 ? "left" : "right"}
            data-line={(cards.length > 0 && group.label !== "") || undefined}
          >
            {cards.map((card) => (
              <CodeCard
                key={card.id}
                card={card}
                chosen={chosen.includes(card.id)}
                onChoose={onChoose && (() => onChoose(card.id))}
                onDrop={onDrop && ((dragged) => onDrop(dragged, card.id))}
                onTakeOut={onTakeOut && (() => onTakeOut(card.id))}
              />
            ))}
            {cards.length === 0 && group.label && (
              <Text size="sm" c="dimmed" className={classes.nobody}>
                {rater}: no such code
              </Text>
            )}
          </div>
        );
      })}
    </li>
  );
}
