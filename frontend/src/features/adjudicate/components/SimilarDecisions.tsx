import { Anchor, Button, Text } from "@mantine/core";
import { Link } from "react-router";
import { useAnswerText } from "../../../api/disagreements";
import { percentOf } from "../../../shared/numbers";
import { stepPath } from "../../../shared/study";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { LongText } from "../../../shared/ui/LongText";
import { sameAnswer } from "../state/adjudication";
import { texts } from "../texts";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

/** Decisions on units with a similar text, and which of them differ from the one that is being made. */
export function SimilarDecisions() {
  const { study, draft, similar } = useDisagreement();
  const answerText = useAnswerText();
  if (!similar.data) {
    return (
      <>
        <Button
          mb={6}
          size="compact-sm"
          variant="default"
          loading={similar.isPending}
          onClick={() => similar.mutate()}
        >
          {texts.similar.show}
        </Button>
        {similar.error ? <ErrorPanel error={similar.error} /> : null}
      </>
    );
  }
  if (similar.data.length === 0) return <Text size="sm">{texts.similar.none}</Text>;
  return (
    <ul className={classes.thread} aria-label={texts.similar.label}>
      {similar.data.map((row) => (
        <li key={row.unit}>
          <LongText>
            <Anchor component={Link} to={`${stepPath(study, "sample")}?unit=${row.unit}`} size="sm">
              {texts.similar.unit(row.unit)}
            </Anchor>
            {texts.similar.similarity(percentOf(row.similarity))}
            <b>{answerText(row.codes, row.no_code_reason)}</b>
            {draft.codes && !sameAnswer(draft.codes, draft.noCodeReason, row) && (
              <i>{texts.similar.different}</i>
            )}
            {row.reason && texts.current.reason(row.reason)}
          </LongText>
        </li>
      ))}
    </ul>
  );
}
