import { ActionIcon, Anchor, Breadcrumbs, Burger, Button, Group, Kbd } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link, useLocation, useParams } from "react-router";
import { sessionQuery } from "../api/session";
import { studyQuery } from "../api/studies";
import { AccountButton } from "./AccountButton";
import { type Crumb, crumbs } from "./crumbs";
import classes from "./Header.module.css";

// Both need a positioning library, which the first page does not wait for.
const AccountMenu = lazy(() => import("./AccountMenu"));
const Jobs = lazy(() => import("./Jobs"));

/** Where I am, search, running jobs, me. */
export function Header({ opened, toggle }: { opened: boolean; toggle: () => void }) {
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
      <Group gap="sm" wrap="nowrap" className={classes.where}>
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="md"
          size="sm"
          aria-label="Menu"
          aria-expanded={opened}
        />
        <Anchor component={Link} to="/" underline="never" className={classes.brand}>
          <img src="/static/mark.svg" alt="" width={22} height={22} />
          <span>Intercoder</span>
        </Anchor>
        <WhereIAm />
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          size="xs"
          visibleFrom="sm"
          onClick={spotlight.open}
          rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        >
          Search
        </Button>
        <ActionIcon variant="default" size="md" hiddenFrom="sm" onClick={spotlight.open} aria-label="Search">
          <svg
            viewBox="0 0 16 16"
            width="16"
            height="16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            aria-hidden
          >
            <circle cx="6.8" cy="6.8" r="4.6" />
            <path d="m10.3 10.3 4 4" strokeLinecap="round" />
          </svg>
        </ActionIcon>
        <Suspense>
          <Jobs />
        </Suspense>
        <Account />
      </Group>
    </Group>
  );
}

function WhereIAm() {
  const { study: slug = "" } = useParams();
  const { pathname } = useLocation();
  const { data: study } = useQuery({ ...studyQuery(slug), enabled: Boolean(slug) });
  return (
    <Breadcrumbs
      visibleFrom="sm"
      className={classes.crumbs}
      separatorMargin={6}
      component="nav"
      aria-label="Where I am"
    >
      {crumbs(pathname, study?.title ?? slug).map((crumb) => (
        <CrumbLink key={crumb.path} crumb={crumb} />
      ))}
    </Breadcrumbs>
  );
}

function CrumbLink({ crumb }: { crumb: Crumb }) {
  return (
    <Anchor component={Link} to={crumb.path} size="sm" c="dimmed" underline="hover" className={classes.crumb}>
      {crumb.label}
    </Anchor>
  );
}

function Account() {
  const user = useQuery(sessionQuery).data?.user;
  if (!user) return null;
  const name = user.name || user.username;
  return (
    <Suspense fallback={<AccountButton disabled>{name}</AccountButton>}>
      <AccountMenu name={name} />
    </Suspense>
  );
}
