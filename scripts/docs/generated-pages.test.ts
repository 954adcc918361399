import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { settingsByName } from "@/server/settings/table";
import { generatedPages } from "./generated-pages";

it.each(generatedPages)("$path is up to date (if not, run `npm run docs`)", ({ path, write }) => {
  expect(readFileSync(path, "utf8")).toBe(write());
});

it(".env.example lists every setting that users may set exactly once, with an empty value", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const set = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("="));
  const expected = [...settingsByName].flatMap(([name, { isSetByLauncher }]) =>
    isSetByLauncher ? [] : name,
  );
  expect(set.map(([name]) => name).sort()).toEqual(expected.sort());
  expect(set.filter(([, value]) => value !== "")).toEqual([]);
});

it("docs/environment.md lists every setting and every process that reads it", () => {
  const page = readFileSync("docs/environment.md", "utf8");
  for (const [name, { readers }] of settingsByName)
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| ${readers.join(", ")} \\|$`, "m"));
});
