import type { QueryClient } from "@tanstack/react-query";
import { createBrowserRouter, type LoaderFunction, type Params, type RouteObject } from "react-router";
import { sessionQuery } from "../api/session";
import { roundQuery, studyQuery } from "../api/studies";
import { NotFoundPage } from "./NotFoundPage";
import { isNumber, numericParams } from "./numericParams";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";
import { StudyLayout } from "./StudyLayout";
import { SCREENS, type Screen, STUDY } from "./screens";

export function createRouter(cache: QueryClient) {
  const loader: LoaderFunction = ({ params }) => {
    void prefetch(cache, params);
    return null;
  };
  const inStudy = SCREENS.filter(({ path }) => path.startsWith(STUDY));
  const bare = SCREENS.filter((screen) => screen.bare);
  const others = SCREENS.filter((screen) => !screen.bare && !inStudy.includes(screen));
  return createBrowserRouter([
    {
      ErrorBoundary: RouteError,
      HydrateFallback: () => null,
      children: [
        ...bare.map(routeOf),
        {
          Component: Shell,
          children: guarded([
            ...others.map(routeOf),
            { path: STUDY, loader, Component: StudyLayout, children: guarded(inStudy.map(routeOf)) },
            { path: "*", Component: NotFoundPage },
          ]),
        },
      ],
    },
  ]);
}

/**
 * Requests the study and the round of an address while the code of the screen loads. Screens wait for the data and
 * show errors. The session is first: the later requests name its user.
 */
async function prefetch(cache: QueryClient, { study, round }: Params): Promise<void> {
  const session = await cache.ensureQueryData(sessionQuery).catch(() => null);
  if (!session?.user || !study) return;
  void cache.ensureQueryData(studyQuery(study)).catch(() => null);
  if (isNumber(round)) void cache.ensureQueryData(roundQuery(study, Number(round))).catch(() => null);
}

/** The route of a screen. Its code is loaded when the screen is first opened. */
function routeOf({ path, load }: Screen): RouteObject {
  return { path, lazy: async () => ({ Component: numericParams(await load()) }) };
}

/** Routes that show the error of a failed screen inside the shell. */
function guarded(routes: RouteObject[]): RouteObject[] {
  return routes.map((route) => ({ ...route, ErrorBoundary: RouteError }) as RouteObject);
}
