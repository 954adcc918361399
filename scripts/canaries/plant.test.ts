import { expect, test } from "vitest";
import { readSettings } from "@/server/settings";
import { processNames } from "@/server/settings/setting";
import { settingsByName } from "@/server/settings/table";
import { plantCanaries } from "./plant.mjs";

test("every setting gets a value that it accepts, and every secret one that appears nowhere else", async () => {
  const { env, secrets } = await plantCanaries({ REDIS_URL: null });
  expect(() => readSettings({ ...env, SIMULATOR_URL: "http://127.0.0.1:9" }, processNames)).not.toThrow();
  const wanted = [...settingsByName]
    .filter(([, { isSetByLauncher }]) => !isSetByLauncher)
    .map(([name]) => name);
  expect(wanted.filter((name) => !(name in env))).toEqual(["REDIS_URL"]);
  const secretNames = [...settingsByName]
    .filter(([name, one]) => one.isSecret && name in env)
    .map(([name]) => name);
  for (const name of secretNames) expect(secrets.get(name)).toMatch(/^canary[0-9a-f]{24}$/);
  expect(new Set(secrets.values()).size).toBe(secrets.size);
});
