import { expect, it } from "vitest";
import { readSteps } from "./steps";

it.each([null, undefined, "", "$0.15 / second", "$0.1 in $0.3 out", "$1 in $2 out $0.1 cached"])(
  "finds no steps in %j",
  (full) => {
    expect(readSteps(full)).toBeNull();
  },
);

it("reads bounds in thousands and millions, and a last step with or without its bound", () => {
  const first = { input: "1", output: "6", cached: "0.20", upToTokens: 128_000 };
  const last = { input: "2", output: "12", cached: null, upToTokens: null };
  expect(readSteps("$1 in $6 out $0.20 cached <= 128K, $2 in $12 out > 128K")).toEqual([first, last]);
  expect(readSteps("$1 in $6 out $0.20 cached <= 128K, $2 in $12 out")).toEqual([first, last]);
  expect(readSteps("$1 in $6 out <= 1M, $2 in $12 out > 1M")).toMatchObject([{ upToTokens: 1_000_000 }, {}]);
});

it.each([
  "$1 in $6 out, $2 in $12 out > 32K",
  "$1 in $6 out <= 32K, $2 in $12 out > 64K",
  "$1 in $6 out <= 32K, $2 in $12 out <= 16K",
  "$1 in $6 out <= 32K, $2 in > 32K",
  "1 in 6 out <= 32K",
])("does not guess at %j", (full) => {
  expect(readSteps(full)).toBe("unreadable");
});
