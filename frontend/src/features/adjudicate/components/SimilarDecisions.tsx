import { Anchor, Button, Text } from "@mantine/core";
import { Link } from "react-router";
import { codesText } from "../../../api/disagreements";
import { percentOf } from "../../../shared/numbers";
import { stepPath } from "../../../shared/study";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { LongText } from "../../../shared/ui/LongText";
import { sameCodes } from "../state/adjudication";
import classes from "./AdjudicationScreen.module.css";
import { useDisagreement } from "./DisagreementContext";

/** Decisions on units with a similar text, and which of them differ from the one that is being made. */
export function SimilarDecisions() {
  const { study, draft, similar } = useDisagreement();
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
          How were like units decided?
        </Button>
        {similar.error ? <ErrorPanel error={similar.error} /> : null}
      </>
    );
  }
  if (similar.data.length === 0) return <Text size="sm">No decided unit reads like this one.</Text>;
  return (
    <ul className={classes.thread} aria-label="How like units were decided">
      {similar.data.map((row) => (
        <li key={row.unit}>
          <LongText>
            <Anchor component={Link} to={`${stepPath(study, "sample")}?unit=${row.unit}`} size="sm">
              Unit {row.unit}
            </Anchor>{" "}
            ({percentOf(row.similarity)} % alike): <b>{codesText(row.codes)}</b>
            {draft.codes && !sameCodes(draft.codes, row.codes) && <i> – otherwise than here</i>}
            {row.reason && `. ${row.reason}`}
          </LongText>
        </li>
      ))}
    </ul>
  );
}
