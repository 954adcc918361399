import { expect, it } from "vitest";
import { formatReliability } from "./format-fixed";

it("a host that was ever away is not shown as always there", () => {
  expect(formatReliability(0.9995085, "en")).toBe("99.9%");
  expect(formatReliability(1, "en")).toBe("100.0%");
  expect(formatReliability(0.97, "en")).toBe("97.0%");
});
