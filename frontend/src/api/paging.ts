interface Page {
  next?: string | null;
}

/** `useInfiniteQuery` options of a cursor-paged list: spread them and add the key. */
export function paged<Data extends Page>(
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Data>,
) {
  return {
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Data) => cursorOf(page.next),
  };
}

export function cursorOf(next: string | null | undefined): string | undefined {
  return (next && new URL(next, window.location.origin).searchParams.get("cursor")) || undefined;
}
