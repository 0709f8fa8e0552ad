import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ApiError } from "../../api/client";
import { MutationError } from "./MutationError";

const refused = (fields: Record<string, string[]>) => new ApiError(400, "invalid", "Too long.", fields);

function show(error: unknown) {
  render(
    <MantineProvider env="test">
      <MutationError of={{ error }} atFields={["name"]} />
    </MantineProvider>,
  );
  return screen.queryByRole("alert");
}

it.each([
  ["no error", null],
  ["an error of a field that shows it", refused({ name: ["Too long."] })],
])("shows nothing for %s", (_, error) => {
  expect(show(error)).toBeNull();
});

it.each([
  ["an error without fields", refused({})],
  ["an error of another field", refused({ name: ["Too long."], query: ["Unknown filter."] })],
])("shows %s", (_, error) => {
  expect(show(error)?.textContent).toContain("Too long.");
});
