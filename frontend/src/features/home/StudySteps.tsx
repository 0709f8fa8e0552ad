import { Text } from "@mantine/core";
import { Link } from "react-router";
import type { Study } from "../../api/studies";
import { STEPS, stepPath } from "../../shared/study";
import classes from "./StudySteps.module.css";

const WORDS = { done: "done", now: "now", waiting: "waiting" } as const;

/** The method drawn as a flow with the study's own counts; each stop leads to its page. */
export function Flow({ study }: { study: Study }) {
  return (
    <ol className={classes.flow}>
      {study.steps.map((stop) => (
        <li key={stop.step} className={classes.stop} data-state={stop.state}>
          <Link to={stepPath(study, stop.step)} className={classes.link}>
            <span className={classes.head}>
              <span className={classes.name}>{STEPS[stop.step]}</span>
              <span className={classes.state}>
                {stop.state === "done" && <span aria-hidden>✓ </span>}
                {WORDS[stop.state]}
              </span>
            </span>
            {stop.count && <Text span>{stop.count}</Text>}
            {stop.reason && (
              <Text span size="xs" c="dimmed">
                {stop.reason}
              </Text>
            )}
          </Link>
        </li>
      ))}
    </ol>
  );
}
