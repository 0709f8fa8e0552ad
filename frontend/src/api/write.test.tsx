import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { useWrite } from "./write";

const inside = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
);

it("is sent once if it is started twice before the page is drawn again", async () => {
  const send = vi.fn(async (word: string) => word);
  const done = vi.fn();
  const { result } = renderHook(() => useWrite({ mutationFn: send }), { wrapper: inside });
  const { mutate } = result.current;
  act(() => {
    mutate("once", { onSuccess: done });
    mutate("twice", { onSuccess: done });
  });
  await waitFor(() => expect(result.current.isSuccess).toBe(true));
  expect(send.mock.calls.map(([word]) => word)).toEqual(["once"]);
  expect(done).toHaveBeenCalledOnce();
});

it.each([["accepted"], ["refused"]])("is sent again after a mutation that was %s", async (first) => {
  const send = vi.fn(async (word: string) => {
    if (word === "refused") throw new Error("no");
  });
  const { result } = renderHook(() => useWrite({ mutationFn: send }), { wrapper: inside });
  act(() => result.current.mutate(first));
  await waitFor(() => expect(result.current.isPending || result.current.isIdle).toBe(false));
  act(() => result.current.mutate("second"));
  await waitFor(() => expect(send).toHaveBeenCalledTimes(2));
});
