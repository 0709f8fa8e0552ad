import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, post, remove } from "../../api/client";

export type Token = Schemas["Token"];

export const tokensQuery = queryOptions({ queryKey: ["tokens"], queryFn: () => get("/tokens/") });

export function useCreateToken() {
  const refresh = useRefreshTokens();
  return useMutation({
    mutationFn: (name: string) => post("/tokens/", { body: { name } }),
    onSuccess: refresh,
  });
}

export function useRevokeToken() {
  const refresh = useRefreshTokens();
  return useMutation({
    mutationFn: (id: number) => remove("/tokens/{token}/", { params: { path: { token: id } } }),
    onSuccess: refresh,
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: Schemas["PasswordChangeRequest"]) => post("/session/password/", { body }),
  });
}

function useRefreshTokens() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
}
