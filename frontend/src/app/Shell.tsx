import { AppShell, Box } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Navigate, Outlet, useLocation, useParams } from "react-router";
import { sessionQuery } from "../api/session";
import { KeyboardProvider } from "../shared/keyboard/KeyboardProvider";
import { Loaded, Loading } from "../shared/ui/Loaded";
import { AccountNotices } from "./AccountNotices";
import { Header } from "./Header";
import { NavStudies } from "./NavStudies";
import { NavStudy } from "./NavStudy";
import { OfflineBanner } from "./OfflineBanner";
import classes from "./Shell.module.css";
import { texts } from "./texts";

const CommandPalette = lazy(() => import("./CommandPalette"));

/** The frame around the screens. Users who are not signed in are sent to the sign-in page and return afterwards. */
export function Shell() {
  const session = useQuery(sessionQuery);
  const location = useLocation();
  if (session.data && !session.data.user) {
    const back = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={location.pathname === "/" ? "/sign-in" : `/sign-in?next=${back}`} replace />;
  }
  return (
    <Box component={session.data ? "div" : "main"} p={session.data ? 0 : "xl"}>
      <Loaded query={session}>{() => <Frame />}</Loaded>
    </Box>
  );
}

function Frame() {
  const [opened, menu] = useDisclosure(false);
  const { study } = useParams();
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: navigation closes the menu
  useEffect(menu.close, [pathname]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: "md", collapsed: { mobile: !opened } }}
      padding="md"
      transitionDuration={120}
    >
      <a href="#main" className={classes.skip}>
        {texts.header.skip}
      </a>
      <AppShell.Header className="no-print">
        <Header opened={opened} toggle={menu.toggle} />
      </AppShell.Header>
      <AppShell.Navbar
        p="xs"
        className="no-print"
        aria-label={study ? texts.navigation.study : texts.navigation.site}
      >
        {study ? <NavStudy slug={study} /> : <NavStudies />}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <OfflineBanner />
        <AccountNotices />
        <KeyboardProvider>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </KeyboardProvider>
      </AppShell.Main>
      <Suspense>
        <CommandPalette />
      </Suspense>
    </AppShell>
  );
}
