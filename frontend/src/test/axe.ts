import axe from "axe-core";
import { expect } from "vitest";

/** Fail with the rule and the elements that violate it. Colours and layout need a browser and are left out. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))).toEqual([]);
}
