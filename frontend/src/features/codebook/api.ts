import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, patch, post } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Code } from "../../api/types";
import type { Version } from "./versions";

export type CodeFields = Pick<
  Code,
  "label" | "definition" | "when_to_use" | "when_not_to_use" | "examples" | "colour" | "parent"
>;

export const versionsQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "versions"],
    queryFn: () => get<Version[]>(at`studies/${study}/codebook/versions/`),
  });

export function useSaveCode(study: string) {
  const refresh = useRefreshStudy(study);
  return useMutation({
    mutationFn: ({ id, ...fields }: Partial<CodeFields> & { id: number | null; retired?: boolean }) =>
      id === null
        ? post<Code>(at`studies/${study}/codes/`, fields)
        : patch<Code>(at`studies/${study}/codes/${id}/`, fields),
    onSuccess: refresh,
  });
}

export function useFreeze(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post<Version>(at`studies/${study}/codebook/versions/`),
    onSuccess: () => cache.invalidateQueries({ queryKey: versionsQuery(study).queryKey }),
  });
}
