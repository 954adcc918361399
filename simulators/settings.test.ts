import { expect, it } from "vitest";
import { table } from "@/server/settings/table";
import { environment } from "./server";

const names = [
  "SIMULATOR_PORT",
  "SIMULATOR_SEED",
  "SIMULATOR_TICK_MS",
  "SIMULATOR_SEARCHES_PER_MINUTE",
] as const;

it("has the defaults of the table of settings", () => {
  const defaults = Object.fromEntries(names.map((name) => [name, table[name].schema.parse(undefined)]));
  expect(environment.parse({})).toEqual(defaults);
});

it("reads every setting of the simulator that the table has", () => {
  const own = Object.keys(table).filter((name) => name.startsWith("SIMULATOR_") && name !== "SIMULATOR_URL");
  expect(Object.keys(environment.shape).sort()).toEqual(own.sort());
});

it.each([
  ["SIMULATOR_PORT", "65536"],
  ["SIMULATOR_SEED", "-1"],
  ["SIMULATOR_SEED", "0.5"],
  ["SIMULATOR_TICK_MS", "-1"],
  ["SIMULATOR_SEARCHES_PER_MINUTE", "0"],
] as const)("refuses what the table refuses: %s=%s", (name, value) => {
  expect(table[name].schema.safeParse(value).success).toBe(false);
  expect(environment.safeParse({ [name]: value }).success).toBe(false);
});
