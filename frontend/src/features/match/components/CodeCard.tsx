import { CloseButton, Text, UnstyledButton } from "@mantine/core";
import { CodeMark } from "../../../shared/ui/CodeSwatch";
import type { Member } from "../state/pairs";
import classes from "./Match.module.css";

const DRAGGED = "application/x-intercoder-code";

interface Props {
  card: Member;
  chosen: boolean;
  onChoose?: () => void;
  onTakeOut?: () => void;
  /** Another card was dragged onto this one. */
  onDrop?: (dragged: number) => void;
}

/** A rater's private code: its words, how often it was used, and what it was put on. */
export function CodeCard({ card, chosen, onChoose, onTakeOut, onDrop }: Props) {
  const words = (
    <>
      <span className={classes.cardHead}>
        <CodeMark code={card} />
        <span className={classes.count}>
          <span className={classes.hidden}>, used on </span>
          {card.count}
          <span className={classes.hidden}> units</span>
        </span>
      </span>
      {card.definition && (
        <Text size="xs" lineClamp={2} component="span">
          {card.definition}
        </Text>
      )}
      {card.quotes.slice(0, 2).map((quote) => (
        <Text key={quote} size="xs" c="dimmed" lineClamp={1} component="span">
          “{quote}”
        </Text>
      ))}
      {card.reason && (
        <Text size="xs" component="span" className={classes.why}>
          {card.reason}
        </Text>
      )}
    </>
  );
  return (
    <div className={classes.card} data-rater={card.rater}>
      {onChoose ? (
        <UnstyledButton
          className={classes.cardButton}
          data-card={card.id}
          data-rater={card.rater}
          aria-pressed={chosen}
          onClick={onChoose}
          draggable={onDrop !== undefined}
          onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(card.id))}
          onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
          onDrop={(event) => {
            const dragged = Number(event.dataTransfer.getData(DRAGGED));
            event.preventDefault();
            if (dragged && dragged !== card.id) onDrop?.(dragged);
          }}
          aria-label={`${card.rater}: ${card.label}, used on ${card.count} units`}
        >
          {words}
        </UnstyledButton>
      ) : (
        <div className={classes.cardButton}>{words}</div>
      )}
      {onTakeOut && (
        <CloseButton
          size="sm"
          className={classes.takeOut}
          aria-label={`Take ${card.label} of ${card.rater} out`}
          onClick={onTakeOut}
        />
      )}
    </div>
  );
}
