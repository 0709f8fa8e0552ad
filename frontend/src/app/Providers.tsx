import { MantineProvider } from "@mantine/core";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { metaQuery } from "../api/meta";
import { sessionQuery } from "../api/session";
import { LastPathProvider } from "../shared/ui/Page";
import { OtherPerson } from "./OtherPerson";
import { cssVariables, theme } from "./theme";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
// The scroll lock below Mantine's dialogs asks for the nonce by this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** Creates the cache of queries. Any request refused with status 401 leads to the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 401) return;
    client.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, user: null });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status > 0 && error.status < 500),
      },
      // While offline, a write fails immediately and the screen shows the error.
      mutations: { networkMode: "always" },
    },
  });
  // Most screens need the tables of the API, so they are requested first.
  void client.prefetchQuery(metaQuery);
  return client;
}

export function Providers({ cache, children }: { cache: QueryClient; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={cache}>
        <LastPathProvider>{children}</LastPathProvider>
        <OtherPerson />
      </QueryClientProvider>
    </MantineProvider>
  );
}
