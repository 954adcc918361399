import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formatListDay } from "./list-day";

it.each([
  ["2026-08-21", "2026-08-21", "2026-08-21"],
  ["2026-05-01/2026-05-31", "May 2026", "may 2026"],
  ["2026-02-21/2026-03-18", "Feb–Mar 2026", "feb–mar 2026"],
  ["2025-11-17/2026-11-23", "2025–2026", "2025–2026"],
  ["2024-01-01/2024-12-31", "2024", "2024"],
  ["2024-01-01/2025-12-31", "2024–2025", "2024–2025"],
])("a list of %s is shown as %s", (listedOn, english, spanish) => {
  expect(formatListDay(listedOn, "en")).toBe(english);
  expect(formatListDay(listedOn, "es")).toBe(spanish);
});

const rawDay = /\b(?:date|day): (?!formatListDay)[\w.?]*(?:listedOn|listed\.on)\b.*/g;

it("no text of a screen gets the day of a list in another form", () => {
  const files = readdirSync("src/components", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".tsx"),
  );
  expect(files.length).toBeGreaterThan(200);
  const raw = files.flatMap((name) =>
    [...readFileSync(`src/components/${name}`, "utf8").matchAll(rawDay)].map(([text]) => `${name}: ${text}`),
  );
  expect(raw).toEqual([]);
});
