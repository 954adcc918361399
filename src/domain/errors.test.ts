import { expect, it, vi } from "vitest";
import { AppError, isAppError } from "./errors";

it("is recognised although another copy of this module made it", async () => {
  vi.resetModules();
  const copy = await import("./errors");
  const foreign = new copy.AppError("LIMIT_EXCEEDED", "made in another bundle");
  expect(foreign).not.toBeInstanceOf(AppError);
  expect(isAppError(foreign)).toBe(true);
});

it.each([
  null,
  undefined,
  "LIMIT_EXCEEDED",
  new Error("plain"),
  { code: "LIMIT_EXCEEDED", name: "AppError" },
])("does not take %s for one of ours", (value) => {
  expect(isAppError(value)).toBe(false);
});
