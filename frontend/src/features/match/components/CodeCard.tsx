import { CloseButton, Text, UnstyledButton } from "@mantine/core";
import { capitalised } from "../../../shared/text/capitalised";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { type MatchedCode, withoutMatch } from "../state/pairs";
import { texts } from "../texts";
import classes from "./Match.module.css";
import { useMatching } from "./MatchingContext";

const DRAGGED = "application/x-intercoder-code";

/** A private code: label, definition, number of units, quotes, and the reason of its match. */
export function CodeCard({ code }: { code: MatchedCode }) {
  return (
    <div className={classes.card} data-rater={code.rater}>
      <div className={classes.cardButton}>
        <CardText code={code} />
      </div>
    </div>
  );
}

/** A card that can be selected, dragged, and removed from its shared code. */
export function EditableCodeCard({ code, removable }: { code: MatchedCode; removable: boolean }) {
  const { state, dispatch, change, drop } = useMatching();
  return (
    <div className={classes.card} data-rater={code.rater}>
      <UnstyledButton
        className={classes.cardButton}
        data-code={code.id}
        data-rater={code.rater}
        aria-pressed={state.selected.includes(code.id)}
        onClick={() => dispatch({ type: "toggleCode", code: code.id })}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(code.id))}
        onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
        onDrop={(event) => {
          const dragged = Number(event.dataTransfer.getData(DRAGGED));
          event.preventDefault();
          if (dragged && dragged !== code.id) drop(dragged, code.id);
        }}
        aria-label={texts.card.label(code.rater, code.label, code.count)}
      >
        <CardText code={code} />
      </UnstyledButton>
      {removable && (
        <CloseButton
          size="sm"
          className={classes.remove}
          aria-label={texts.card.remove(code.rater, code.label)}
          onClick={() => change(withoutMatch(state.pairs, code.id))}
        />
      )}
    </div>
  );
}

function CardText({ code }: { code: MatchedCode }) {
  return (
    <>
      <span className={classes.cardHead}>
        <CodeSwatch code={code} />
        <span className={classes.count}>
          <span className={classes.hidden}>{texts.card.usedOn}</span>
          {code.count}
          <span className={classes.hidden}>{texts.card.units}</span>
        </span>
      </span>
      {code.definition && (
        <Text size="xs" lineClamp={2} component="span">
          {code.definition}
        </Text>
      )}
      {code.quotes.slice(0, 2).map((quote) => (
        <Text key={quote} size="xs" c="dimmed" lineClamp={1} component="span">
          {texts.card.quote(quote)}
        </Text>
      ))}
      {code.reason && (
        <Text size="xs" component="span" className={classes.reason}>
          {capitalised(code.reason)}
        </Text>
      )}
    </>
  );
}
