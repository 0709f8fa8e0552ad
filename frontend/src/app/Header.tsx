import { ActionIcon, Anchor, Breadcrumbs, Burger, Button, Group, Kbd } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link, useLocation, useParams } from "react-router";
import { sessionQuery } from "../api/session";
import { studyQuery } from "../api/studies";
import { AccountButton } from "./AccountButton";
import classes from "./Header.module.css";
import { breadcrumbs, type ScreenLink } from "./screens";
import { texts } from "./texts";

// Both need a positioning library. The first screen is drawn without it.
const AccountMenu = lazy(() => import("./AccountMenu"));
const Jobs = lazy(() => import("./Jobs"));

/** Breadcrumbs, search, running jobs and account. */
export function Header({ opened, toggle }: { opened: boolean; toggle: () => void }) {
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
      <Group gap="sm" wrap="nowrap" className={classes.where}>
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="md"
          size="sm"
          aria-label={texts.header.menu}
          aria-expanded={opened}
        />
        <Anchor component={Link} to="/" underline="never" className={classes.brand}>
          <img src="/static/mark.svg" alt="" width={22} height={22} />
          <span>Intercoder</span>
        </Anchor>
        <CurrentLocation />
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          size="xs"
          visibleFrom="sm"
          onClick={spotlight.open}
          rightSection={<Kbd size="xs">{texts.header.searchKeys}</Kbd>}
        >
          {texts.header.search}
        </Button>
        <ActionIcon
          variant="default"
          size="md"
          hiddenFrom="sm"
          onClick={spotlight.open}
          aria-label={texts.header.search}
        >
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

function CurrentLocation() {
  const { study: slug = "" } = useParams();
  const { pathname } = useLocation();
  const { data: study } = useQuery({ ...studyQuery(slug), enabled: Boolean(slug) });
  return (
    <Breadcrumbs
      visibleFrom="sm"
      className={classes.crumbs}
      separatorMargin={6}
      component="nav"
      aria-label={texts.header.breadcrumbs}
    >
      {breadcrumbs(pathname, study?.title ?? slug).map((link) => (
        <Breadcrumb key={link.path} link={link} />
      ))}
    </Breadcrumbs>
  );
}

function Breadcrumb({ link }: { link: ScreenLink }) {
  return (
    <Anchor component={Link} to={link.path} size="sm" c="dimmed" underline="hover" className={classes.crumb}>
      {link.label}
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
