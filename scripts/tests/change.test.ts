import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesUnder } from "../prepare/stamps.mjs";
import { fileTests, journeysOf } from "./change.mjs";

describe("the tests that read files by path", () => {
  it.each(fileTests)("exist: %s", (file) => {
    expect(existsSync(file)).toBe(true);
  });

  it.each(["scripts", "src/app", "src/locale"])("of %s are all listed", (folder) => {
    const files: string[] = filesUnder(folder);
    const reading = files
      .filter((file) => /(?<!\.db)\.test\.ts$/.test(file) && file !== "scripts/tests/change.test.ts")
      .filter((file) => /\b(readFileSync|readdirSync|filesUnder)\(/.test(readFileSync(file, "utf8")));
    expect(reading.filter((file) => !fileTests.includes(file))).toEqual([]);
  });
});

describe("the journeys that cover a change", () => {
  it.each([
    [["src/server/http/http.ts", "README.md"], []],
    [["src/components/gpus/table/gpu-table.tsx"], ["gpus", "pages"]],
    [["src/app/(marketing)/page.tsx"], ["landing", "pages"]],
    [["src/locale/es/status.json"], ["pages", "status"]],
    [["e2e/palette.spec.ts"], ["palette"]],
    [["src/components/gpus/detail/chart-rows.test.ts"], []],
  ])("of %j are %j", (files, journeys) => {
    expect(journeysOf(files)).toEqual(journeys);
  });

  it.each(["src/components/ui/card.tsx", "src/app/layout.tsx", "src/proxy.ts", "next.config.ts"])(
    "are all of them if every page uses the file: %s",
    (file) => {
      expect(journeysOf(["src/components/gpus/gpu-words.ts", file])).toBe("all");
    },
  );

  it("exist", () => {
    const folders = readdirSync("src/components");
    const chosen = folders.flatMap((folder) => {
      const journeys = journeysOf([`src/components/${folder}/a.tsx`]);
      return journeys === "all" ? [] : journeys;
    });
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.filter((journey) => !existsSync(`e2e/${journey}.spec.ts`))).toEqual([]);
  });
});
