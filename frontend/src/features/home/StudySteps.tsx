import { Text } from "@mantine/core";
import { Link } from "react-router";
import type { Study } from "../../api/studies";
import { STEP_STATES, STEPS, stepPath } from "../../shared/study";
import classes from "./StudySteps.module.css";

/** The steps of the method as a flow, with the counts of the study and links to their screens. */
export function StudySteps({ study }: { study: Study }) {
  return (
    <ol className={classes.flow}>
      {study.steps.map((step) => (
        <li key={step.step} className={classes.step} data-state={step.state}>
          <Link to={stepPath(study, step.step)} className={classes.link}>
            <span className={classes.head}>
              <span className={classes.name}>{STEPS[step.step]}</span>
              <span className={classes.state}>
                {step.state === "done" && <span aria-hidden>✓ </span>}
                {STEP_STATES[step.state]}
              </span>
            </span>
            {step.count && <Text span>{step.count}</Text>}
            {step.reason && (
              <Text span size="xs" c="dimmed">
                {step.reason}
              </Text>
            )}
          </Link>
        </li>
      ))}
    </ol>
  );
}
