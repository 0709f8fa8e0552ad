import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, request } from "./client";
import type { Session } from "./types";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => get<Session>("session/"),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (who: { username: string; password: string }) => post<Session>("session/", who),
    onSuccess: (session) => {
      cache.setQueryData(sessionQuery.queryKey, session);
      // What the last person saw is not for this one.
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => request("DELETE", "session/"),
    // A full load forgets everything that the last person saw.
    onSuccess: () => window.location.assign("/sign-in"),
  });
}
