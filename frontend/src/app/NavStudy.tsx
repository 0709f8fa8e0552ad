import { Anchor, Divider, NavLink as MantineNavLink, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, NavLink, useLocation } from "react-router";
import type { Stop, Study } from "../api/studies";
import { studyQuery } from "../api/studies";
import { STEPS, stepPath } from "../shared/study";
import classes from "./NavStudy.module.css";

/** The method as a list of steps: what is done, what is now, what waits and why. */
export function NavStudy({ slug }: { slug: string }) {
  const { data: study } = useQuery(studyQuery(slug));
  if (!study) return null;
  const home = `/studies/${study.slug}`;
  return (
    <div className={classes.nav}>
      <Anchor component={Link} to="/" size="xs" c="dimmed">
        All studies
      </Anchor>
      <Item to={home} end label={study.title} strong />
      <ol className={classes.steps}>
        {study.flow.map((stop) => (
          <li key={stop.step}>
            <StepLink study={study} stop={stop} />
          </li>
        ))}
      </ol>
      <Divider my="xs" />
      <Item to={`${home}/screening`} label="Screening" />
      <Item to={`${home}/members`} label="Members" />
      <Item to={`${home}/history`} label="History" />
    </div>
  );
}

const MARKS = { done: "✓", now: "▸", waiting: "·" } as const;

function StepLink({ study, stop }: { study: Study; stop: Stop }) {
  const { pathname } = useLocation();
  return (
    <MantineNavLink
      component={Link}
      to={stepPath(study, stop.step)}
      active={stepOf(pathname) === stop.step}
      aria-current={stepOf(pathname) === stop.step ? "page" : undefined}
      className={classes.step}
      data-state={stop.state}
      leftSection={
        <span className={classes.mark} aria-hidden>
          {MARKS[stop.state]}
        </span>
      }
      label={
        <>
          {STEPS[stop.step]}
          <span className={classes.hidden}> ({stop.state})</span>
        </>
      }
      description={(stop.state === "waiting" && stop.reason) || stop.count || undefined}
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

/** The step whose page this address is, if any. */
export function stepOf(pathname: string): string | undefined {
  const [, , , place, , part] = pathname.split("/");
  if (place === "releases") return "release";
  return place === "rounds" ? (part ?? "rounds") : place;
}
