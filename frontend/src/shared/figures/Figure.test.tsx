import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Figure } from "./Figure";

function show(address: string, scheme: "light" | "dark" = "light") {
  render(
    <MantineProvider forceColorScheme={scheme}>
      <Figure address={address} alt="Units by severity" />
    </MantineProvider>,
  );
  return screen.getByRole("img", { name: "Units by severity" });
}

it("asks for the theme of the page", () => {
  expect(show("/figure.svg").getAttribute("src")).toBe("/figure.svg?theme=light");
});

it("keeps the parameters of the address", () => {
  expect(show("/figure.svg?version=1", "dark").getAttribute("src")).toBe("/figure.svg?version=1&theme=dark");
});

it("refers to the table if the figure cannot be loaded", () => {
  fireEvent.error(show("/figure.svg"));
  expect(screen.queryByRole("img")).toBeNull();
  expect(screen.getByText("The figure could not be loaded. The table shows the same numbers.")).toBeTruthy();
});
