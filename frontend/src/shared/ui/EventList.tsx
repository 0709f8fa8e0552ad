import { Text } from "@mantine/core";
import type { StudyEvent } from "../../api/events";
import classes from "./EventList.module.css";
import { TimeAgo } from "./TimeAgo";

/** Events of the audit trail as sentences. */
export function EventList({ events }: { events: StudyEvent[] }) {
  return (
    <ol className={classes.list}>
      {events.map((event) => (
        <li key={`${event.at} ${event.kind} ${event.sentence}`} className={classes.line}>
          <Text size="sm">{eventSentence(event)}</Text>
          <Text size="xs" c="dimmed" className={classes.when}>
            <TimeAgo at={event.at} />
          </Text>
        </li>
      ))}
    </ol>
  );
}

/** The sentence of an event with its actor: "cleo settled the round". */
function eventSentence({ actor, sentence }: StudyEvent): string {
  return actor ? `${actor} ${sentence}` : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
