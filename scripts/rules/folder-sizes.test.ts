import path from "node:path";
import { expect, it } from "vitest";
import { filesUnder } from "../prepare/stamps.mjs";

const MOST_FILES = 15;
const isTest = /\.(test|spec|bench|double)\.\w+$/;
/** Dictionaries, tables of data, basic components, and generated code grow by entries, not by responsibilities. */
const exempt = /^(src\/(locale\/\w+|components\/ui|generated)|prisma\/(catalogue|migrations))(\/|$)/;

it(`no folder has more than ${MOST_FILES} files of its own`, () => {
  const folders = ["src", "workers", "simulators", "scripts", "prisma"];
  const counts = new Map<string, number>();
  for (const file of folders.flatMap((folder) => filesUnder(folder)).filter((name) => !isTest.test(name)))
    counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
  expect(counts.get("src/server")).toBeGreaterThan(5);
  expect([...counts].filter(([folder, count]) => count > MOST_FILES && !exempt.test(folder))).toEqual([]);
});
