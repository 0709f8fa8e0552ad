import { type UseMutationOptions, type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** A write that goes out once: two clicks may come before the page is drawn again and could say that it is busy. */
export function useWrite<Data, Variables>(
  options: UseMutationOptions<Data, Error, Variables>,
): UseMutationResult<Data, Error, Variables> {
  const write = useMutation(options);
  const busy = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a write that was over before it was drawn has only its time
  useEffect(() => {
    if (!write.isPending) busy.current = false;
  }, [write.isPending, write.submittedAt]);
  return {
    ...write,
    mutate: (...given) => {
      if (busy.current) return;
      busy.current = true;
      write.mutate(...given);
    },
  };
}
