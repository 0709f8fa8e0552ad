import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { base64, hex, Sha256 } from "./sha256";

const bytes = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index * 31 + 7) % 256);

it.each([0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1_000, 70_000])("equals Node's of %i bytes", (size) => {
  const data = bytes(size);
  expect(hex(new Sha256().update(data).digest())).toBe(createHash("sha256").update(data).digest("hex"));
  expect(base64(new Sha256().update(data).digest())).toBe(createHash("sha256").update(data).digest("base64"));
});

it("does not depend on the parts", () => {
  const data = bytes(1_000);
  const parts = [0, 1, 64, 65, 500, 501, 1_000];
  const hash = new Sha256();
  parts.slice(1).forEach((end, index) => {
    hash.update(data.slice(parts[index], end));
  });
  expect(hex(hash.digest())).toBe(createHash("sha256").update(data).digest("hex"));
});
