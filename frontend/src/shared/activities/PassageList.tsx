import { Anchor, Text } from "@mantine/core";
import { texts } from "../texts";
import classes from "./Activities.module.css";
import type { Passage } from "./evidence";

interface Props {
  activity: string;
  passages: readonly Passage[];
  shown: Passage | null;
  onOpen: (passage: Passage) => void;
  /** Whether the passages stand on one line, so that what is below keeps its place. */
  oneLine?: boolean;
}

/** The findings on an activity, each a link to its words in the text. */
export function PassageList({ activity, passages, shown, onOpen, oneLine = false }: Props) {
  if (passages.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {texts.activities.noFindings(activity)}
      </Text>
    );
  }
  return (
    <ul
      className={classes.findings}
      data-one-line={oneLine || undefined}
      aria-label={texts.activities.findings(activity)}
    >
      {passages.map((passage) => {
        const current = shown?.start === passage.start;
        return (
          <li key={passage.start}>
            <Anchor
              component="button"
              type="button"
              size="xs"
              ta="left"
              aria-current={current ? "true" : undefined}
              fw={current ? 650 : undefined}
              onClick={() => onOpen(passage)}
            >
              {passage.label}
            </Anchor>
          </li>
        );
      })}
    </ul>
  );
}
