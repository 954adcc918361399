import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { filesUnder } from "../prepare/stamps.mjs";

const MOST_FILES = 15;
const MOST_LINES = 300;
const folders = ["src", "workers", "simulators", "scripts", "prisma", "e2e"];
const isTest = /\.(test|spec|bench|double)\.\w+$/;
/** Dictionaries, tables of data, basic components, and generated code grow by entries, not by responsibilities. */
const exemptFolders = /^(src\/(locale\/\w+|components\/ui|generated)|prisma\/(catalogue|migrations))(\/|$)/;
const exemptFiles = [
  /^src\/generated\//,
  /^src\/domain\/gpu\/figures\/(printed|listed)-benchmarks\.ts$/,
  /^src\/domain\/ranking\/reference\/reference-\d{4}-\d{2}\.ts$/,
];

it(`no folder has more than ${MOST_FILES} files of its own`, () => {
  const counts = new Map<string, number>();
  for (const file of folders.flatMap((folder) => filesUnder(folder)).filter((name) => !isTest.test(name)))
    counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
  expect(counts.get("src/server")).toBeGreaterThan(5);
  expect([...counts].filter(([folder, count]) => count > MOST_FILES && !exemptFolders.test(folder))).toEqual(
    [],
  );
});

it(`no file of code has more than ${MOST_LINES} lines, tests among them`, () => {
  const code = folders.flatMap((folder) => filesUnder(folder)).filter((name) => /\.(tsx?|mjs)$/.test(name));
  const lines = code.map((name) => [name, fs.readFileSync(name, "utf8").split("\n").length - 1] as const);
  expect(lines.length).toBeGreaterThan(1000);
  const long = lines.filter(([, count]) => count > MOST_LINES).map(([name]) => name);
  expect(long.filter((name) => !exemptFiles.some((pattern) => pattern.test(name)))).toEqual([]);
});
