import {
  ActionIcon,
  Anchor,
  Breadcrumbs,
  Burger,
  Button,
  Group,
  Kbd,
  Menu,
  Text,
  useMantineColorScheme,
} from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useParams } from "react-router";
import { sessionQuery, useSignOut } from "../api/session";
import { studyQuery } from "../api/studies";
import { type Crumb, crumbs } from "./crumbs";
import classes from "./Header.module.css";
import { Jobs } from "./Jobs";

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
        <Jobs />
        <Me />
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

const SCHEMES = { light: "Light colours", dark: "Dark colours", auto: "Colours of the system" };

function Me() {
  const user = useQuery(sessionQuery).data?.user;
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (!user) return null;
  return (
    <Menu position="bottom-end" width={220} withinPortal={false} transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button variant="subtle" size="xs" color="gray" className={classes.me}>
          {user.name || user.username}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          Account
        </Menu.Item>
        <Menu.Divider />
        {(Object.keys(SCHEMES) as (keyof typeof SCHEMES)[]).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme ? <Text span>✓</Text> : null}
            aria-current={colorScheme === scheme}
          >
            {SCHEMES[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
