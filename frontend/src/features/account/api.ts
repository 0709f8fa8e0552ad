import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, post, remove } from "../../api/client";
import type { Schemas } from "../../api/types";

export type Token = Schemas["TokenShape"];
export type MadeToken = Schemas["MadeToken"];

export const tokensQuery = queryOptions({ queryKey: ["tokens"], queryFn: () => get<Token[]>("tokens/") });

export function useMakeToken() {
  const refresh = useRefreshTokens();
  return useMutation({
    mutationFn: (name: string) => post<MadeToken>("tokens/", { name }),
    onSuccess: refresh,
  });
}

export function useRevokeToken() {
  const refresh = useRefreshTokens();
  return useMutation({ mutationFn: (id: number) => remove(at`tokens/${id}/`), onSuccess: refresh });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (words: { old: string; new: string }) => post("session/password/", words),
  });
}

function useRefreshTokens() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
}
