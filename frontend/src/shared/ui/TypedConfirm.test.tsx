import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { TypedConfirm } from "./TypedConfirm";

function show(onConfirm: () => void) {
  render(
    <MantineProvider env="test">
      <TypedConfirm
        opened
        onClose={() => {}}
        title="Close the round"
        word="lift the seal"
        action="Lift"
        busy={false}
        error={null}
        onConfirm={onConfirm}
      >
        What will happen.
      </TypedConfirm>
    </MantineProvider>,
  );
}

it("does nothing until the very words are typed", async () => {
  const confirm = vi.fn();
  show(confirm);
  const field = screen.getByRole("textbox");
  await userEvent.type(field, "lift the sea{Enter}");
  expect((screen.getByRole("button", { name: "Lift" }) as HTMLButtonElement).disabled).toBe(true);
  expect(confirm).not.toHaveBeenCalled();
  await userEvent.type(field, "l{Enter}");
  expect(confirm).toHaveBeenCalledOnce();
});
