import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { get, type Schemas } from "./client";

export type Meta = Schemas["Meta"];

/** The server's tables of facts, which change only with its version. */
export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: () => get("/meta/"),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const useMeta = (): Meta => useSuspenseQuery(metaQuery).data;

type Enumeration = keyof Meta["enumerations"];

/** The labels of the values of an enumeration, as they read within a sentence. */
export function useLabel(enumeration: Enumeration): (value: string) => string {
  const values = useMeta().enumerations[enumeration];
  return (value) => values.find((row) => row.value === value)?.label ?? value;
}
