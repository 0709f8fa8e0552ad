import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { TypedConfirm } from "./TypedConfirm";

function dialog(onConfirm: () => void, opened = true) {
  return (
    <MantineProvider>
      <TypedConfirm
        opened={opened}
        onClose={() => {}}
        title="Close the round"
        word="unseal"
        action="Unseal"
        busy={false}
        error={null}
        onConfirm={onConfirm}
      >
        What will happen.
      </TypedConfirm>
    </MantineProvider>
  );
}

it("confirms only when the exact words are typed", async () => {
  const confirm = vi.fn();
  render(dialog(confirm));
  const field = await screen.findByRole("textbox");
  await userEvent.type(field, "unsea{Enter}");
  expect((screen.getByRole("button", { name: "Unseal" }) as HTMLButtonElement).disabled).toBe(true);
  expect(confirm).not.toHaveBeenCalled();
  await userEvent.type(field, "l{Enter}");
  expect(confirm).toHaveBeenCalledOnce();
});

it("does not confirm again while it closes", async () => {
  const confirm = vi.fn();
  const { rerender } = render(dialog(confirm));
  await userEvent.type(await screen.findByRole("textbox"), "unseal{Enter}");
  rerender(dialog(confirm, false));
  fireEvent.submit(screen.getByRole("textbox"));
  expect(confirm).toHaveBeenCalledOnce();
});
