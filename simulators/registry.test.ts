import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { cloudBySlug, clouds, simulatedProviders } from "./registry";

const folders = readdirSync(path.join(import.meta.dirname, "clouds"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it("lists every cloud's folder exactly once", () => {
  expect([...simulatedProviders].sort()).toEqual(folders.sort());
});

it("finds a cloud by its slug and none by any other name", () => {
  for (const cloud of clouds) expect(cloudBySlug(cloud.slug)).toBe(cloud);
  expect(cloudBySlug("toString")).toBeNull();
});
