import { Text } from "@mantine/core";
import { useStudy } from "../study";
import { texts } from "../texts";
import classes from "./StudyNotice.module.css";

/** The note of the study on its results, such as "The labels of this study are constructed". */
export function StudyNotice() {
  return <Notice notice={useStudy().notice} />;
}

export function Notice({ notice }: { notice: string }) {
  if (!notice) return null;
  return (
    <Text component="aside" size="sm" className={classes.notice} aria-label={texts.notice}>
      {notice}
    </Text>
  );
}
