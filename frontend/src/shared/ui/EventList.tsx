import { Text } from "@mantine/core";
import type { StudyEvent } from "../../api/events";
import classes from "./EventList.module.css";
import { TimeAgo } from "./TimeAgo";

/** Lines of a study's history in plain sentences. */
export function EventList({ events }: { events: StudyEvent[] }) {
  return (
    <ol className={classes.list}>
      {events.map((event) => (
        <li key={`${event.at} ${event.kind} ${event.sentence}`} className={classes.line}>
          <Text size="sm">{inFull(event)}</Text>
          <Text size="xs" c="dimmed" className={classes.when}>
            <TimeAgo at={event.at} />
          </Text>
        </li>
      ))}
    </ol>
  );
}

/** "cleo settled the round"; an event without an actor begins with a capital. */
export function inFull({ actor, sentence }: StudyEvent): string {
  return actor ? `${actor} ${sentence}` : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
