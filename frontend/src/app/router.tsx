import { createBrowserRouter, type RouteObject } from "react-router";
import { NotFoundPage } from "./NotFoundPage";
import { numericParams } from "./numericParams";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";
import { StudyLayout } from "./StudyLayout";
import { SCREENS, type Screen, STUDY } from "./screens";

export function createRouter() {
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
            { path: STUDY, Component: StudyLayout, children: guarded(inStudy.map(routeOf)) },
            { path: "*", Component: NotFoundPage },
          ]),
        },
      ],
    },
  ]);
}

/** The route of a screen. Its code is loaded when the screen is first opened. */
function routeOf({ path, load }: Screen): RouteObject {
  return { path, lazy: async () => ({ Component: numericParams(await load()) }) };
}

/** Routes that show the error of a failed screen inside the shell. */
function guarded(routes: RouteObject[]): RouteObject[] {
  return routes.map((route) => ({ ...route, ErrorBoundary: RouteError }) as RouteObject);
}
