import { get } from "./client";
import type { Paged } from "./types";

/** `useInfiniteQuery` options of a cursor-paged list: spread them and add the key. */
export function paged<Item>(path: string, query: Record<string, string | undefined> = {}) {
  return {
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      get<Paged<Item>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Paged<Item>) => cursorOf(page.next),
  };
}

export function cursorOf(next: string | null | undefined): string | undefined {
  return (next && new URL(next, window.location.origin).searchParams.get("cursor")) || undefined;
}
