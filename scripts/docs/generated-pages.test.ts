import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { generatedPages } from "./generated-pages";

it.each(generatedPages)("$path is what the code says (otherwise run `npm run docs`)", ({ path, write }) => {
  expect(readFileSync(path, "utf8")).toBe(write());
});
