import { Text } from "@mantine/core";
import { useStudy } from "../study";
import classes from "./StudyNotice.module.css";

/** The study's own warning, such as "The labels of this study are constructed", wherever its results show. */
export function StudyNotice() {
  return <Notice notice={useStudy().notice} />;
}

export function Notice({ notice }: { notice: string }) {
  if (!notice) return null;
  return (
    <Text component="aside" size="sm" className={classes.notice} aria-label="Note on this study">
      {notice}
    </Text>
  );
}
