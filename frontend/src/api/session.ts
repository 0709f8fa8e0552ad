import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, remove, type Schemas } from "./client";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => get("/session/"),
  staleTime: Number.POSITIVE_INFINITY,
});

export type AccountNotice = Schemas["Notice"];

/** Everything that administrators did with the account, also what the user has closed. */
export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: () => get("/notices/"),
});

export function useCloseNotice() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (notice: number) =>
      post("/notices/{number}/close/", { params: { path: { number: notice } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["SignInRequest"]) => post("/session/", { body }),
    onSuccess: (session) => {
      cache.setQueryData(sessionQuery.queryKey, session);
      // The cache has data of the previous user.
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => remove("/session/"),
    // A full page load drops all cached data of this user.
    onSuccess: () => window.location.assign("/sign-in"),
  });
}
