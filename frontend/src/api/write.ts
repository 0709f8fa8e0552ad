import { type UseMutationOptions, type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** A mutation that is sent once, even if a second click comes before the page shows that it is busy. */
export function useWrite<Data, Variables>(
  options: UseMutationOptions<Data, Error, Variables>,
): UseMutationResult<Data, Error, Variables> {
  const write = useMutation(options);
  const busy = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a mutation that ends before it is drawn changes only its time
  useEffect(() => {
    if (!write.isPending) busy.current = false;
  }, [write.isPending, write.submittedAt]);
  return {
    ...write,
    mutate: (...args) => {
      if (busy.current) return;
      busy.current = true;
      write.mutate(...args);
    },
  };
}
