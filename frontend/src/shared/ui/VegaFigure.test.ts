import { expect, it } from "vitest";
import { coloured } from "./VegaFigure";

const SPEC = { mark: "bar", config: { axis: { labelFontSize: 12 }, font: "Arial" } };

it("keeps a figure as it is on light ground", () => {
  expect(coloured(SPEC, "light")).toEqual({ ...SPEC, background: "transparent" });
});

it("adds light ink on dark ground and keeps the rest of the configuration", () => {
  const { config } = coloured(SPEC, "dark") as { config: Record<string, Record<string, unknown>> };
  expect(config.axis).toMatchObject({ labelFontSize: 12, labelColor: "#d5d8dc" });
  expect(config.font).toBe("Arial");
});
