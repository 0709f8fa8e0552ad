import { Anchor, Divider, NavLink as MantineNavLink, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, NavLink, useLocation } from "react-router";
import type { StepProgress, Study } from "../api/studies";
import { studyQuery } from "../api/studies";
import { STEP_STATES, STEPS, stepPath } from "../shared/study";
import classes from "./NavStudy.module.css";
import { menuOf, screenAt } from "./screens";
import { texts } from "./texts";

/** The steps of the method with their state, and the other screens of the study. */
export function NavStudy({ slug }: { slug: string }) {
  const { data: study } = useQuery(studyQuery(slug));
  if (!study) return null;
  const home = `/studies/${study.slug}`;
  return (
    <div className={classes.nav}>
      <Anchor component={Link} to="/" size="xs" c="dimmed">
        {texts.navigation.allStudies}
      </Anchor>
      <Item to={home} end label={study.title} strong />
      <ol className={classes.steps}>
        {study.steps.map((progress) => (
          <li key={progress.step}>
            <StepLink study={study} progress={progress} />
          </li>
        ))}
      </ol>
      <Divider my="xs" />
      {menuOf("study", { study: slug }).map(({ path, label }) => (
        <Item key={path} to={path} label={label} />
      ))}
    </div>
  );
}

const MARKS = { done: "✓", now: "▸", waiting: "·" } as const;

function StepLink({ study, progress }: { study: Study; progress: StepProgress }) {
  const current = screenAt(useLocation().pathname)?.step === progress.step;
  return (
    <MantineNavLink
      component={Link}
      to={stepPath(study, progress.step)}
      active={current}
      aria-current={current ? "page" : undefined}
      className={classes.step}
      data-state={progress.state}
      leftSection={
        <span className={classes.mark} aria-hidden>
          {MARKS[progress.state]}
        </span>
      }
      label={
        <>
          {STEPS[progress.step]}
          <span className={classes.hidden}> ({STEP_STATES[progress.state]})</span>
        </>
      }
      description={(progress.state === "waiting" && progress.reason) || progress.count || undefined}
    />
  );
}

function Item({ to, label, end, strong }: { to: string; label: string; end?: boolean; strong?: boolean }) {
  const { pathname } = useLocation();
  return (
    <MantineNavLink
      component={NavLink}
      to={to}
      end={end}
      active={end ? pathname === to : pathname.startsWith(to)}
      label={<Text span size="sm" fw={strong ? 650 : undefined} lineClamp={3} children={label} />}
    />
  );
}
