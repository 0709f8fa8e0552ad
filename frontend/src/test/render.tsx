import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { type ReactElement, Suspense } from "react";
import { MemoryRouter, Route, Routes } from "react-router";
import { theme } from "../app/theme";
import { KeyboardProvider } from "../shared/keyboard/KeyboardProvider";

interface Options {
  /** The address that is shown first. */
  path: string;
  /** The pattern of the addresses of the page, as in the router. */
  route: string;
}

/** Draw a page with everything that it expects around it, except the network. */
export function renderPage(page: ReactElement, { path, route }: Options) {
  const cache = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  return render(
    <MantineProvider env="test" theme={theme}>
      <QueryClientProvider client={cache}>
        <KeyboardProvider>
          <MemoryRouter initialEntries={[path]}>
            <Suspense>
              <Routes>
                <Route path={route} element={page} />
                <Route path="*" element={<p>Another page</p>} />
              </Routes>
            </Suspense>
          </MemoryRouter>
        </KeyboardProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
