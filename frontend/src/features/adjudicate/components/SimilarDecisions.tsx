import { Anchor, Button, Text } from "@mantine/core";
import { Link } from "react-router";
import { said } from "../../../api/disagreements";
import { percentOf } from "../../../shared/numbers";
import { stepPath, useStudy } from "../../../shared/study";
import { ErrorPanel } from "../../../shared/ui/ErrorPanel";
import { LongText } from "../../../shared/ui/LongText";
import type { useAlike } from "../state/discussion";
import classes from "./AdjudicationScreen.module.css";

interface Props {
  /** The decision in the making. */
  picked: number[] | null;
  alike: ReturnType<typeof useAlike>;
}

/** How units that read like this one were decided, and which of them otherwise than is about to be decided here. */
export function AlikeUnits({ picked, alike }: Props) {
  const study = useStudy();
  if (!alike.data) {
    return (
      <>
        <Button
          mb={6}
          size="compact-sm"
          variant="default"
          loading={alike.isPending}
          onClick={() => alike.mutate()}
        >
          How were like units decided?
        </Button>
        {alike.error ? <ErrorPanel error={alike.error} /> : null}
      </>
    );
  }
  if (alike.data.length === 0) return <Text size="sm">No decided unit reads like this one.</Text>;
  return (
    <ul className={classes.thread} aria-label="How like units were decided">
      {alike.data.map((row) => (
        <li key={row.unit}>
          <LongText>
            <Anchor component={Link} to={`${stepPath(study, "sample")}?unit=${row.unit}`} size="sm">
              Unit {row.unit}
            </Anchor>{" "}
            ({percentOf(row.similarity)} % alike): <b>{said(row.codes)}</b>
            {picked && !same(picked, row.codes) && <i> – otherwise than here</i>}
            {row.reason && `. ${row.reason}`}
          </LongText>
        </li>
      ))}
    </ul>
  );
}

const same = (picked: number[], codes: { id: number }[]) =>
  picked.length === codes.length && codes.every(({ id }) => picked.includes(id));
