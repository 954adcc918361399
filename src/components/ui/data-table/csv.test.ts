import { describe, expect, it } from "vitest";
import { column, type DataColumn } from "./column";
import { csvOf, dollarsOf } from "./csv";

type Pod = { name: string; rate: number | null; change: number; startedAt: string; isSpot: boolean };

const pod: Pod = {
  name: "a",
  rate: 2_190_000,
  change: -0.05,
  startedAt: "2026-11-29T14:32:00Z",
  isSpot: true,
};
const columns: DataColumn<Pod>[] = [
  column("name", "Name", ({ name }) => name, { value: ({ name }) => name }),
  column("rate", "Rate", () => "$2.19", {
    value: ({ rate }) => rate,
    csv: { unit: "USD/h", value: ({ rate }) => dollarsOf(rate) },
  }),
  column("change", "Change", () => "5 %", { value: ({ change }) => change }),
  column("started", "Started", () => "2 h ago", { value: ({ startedAt }) => startedAt, unit: "UTC" }),
  column("spot", "Spot", () => "spot", { value: ({ isSpot }) => isSpot }),
  column("trend", "Trend", () => "a picture"),
];
const linesOf = async (...rows: Pod[]) => (await csvOf(columns, rows)).split("\r\n");

describe("csvOf", () => {
  it("writes a header with units, and raw values under it, without pictures", async () => {
    expect(await linesOf(pod)).toEqual([
      "Name,Rate (USD/h),Change,Started (UTC),Spot",
      "a,2.19,-0.05,2026-11-29T14:32:00Z,true",
      "",
    ]);
  });

  it("leaves a cell empty where the value is unknown", async () => {
    expect((await linesOf({ ...pod, rate: null }))[1]).toMatch(/^a,,-0\.05,/);
  });

  it("writes the header alone where there are no rows", async () => {
    expect(await linesOf()).toEqual(["Name,Rate (USD/h),Change,Started (UTC),Spot", ""]);
  });

  it.each(["=1+1", "+1", "-1", "@A1", "\t=1"])("keeps a spreadsheet from running %j", async (name) => {
    const [, line = ""] = await linesOf({ ...pod, name });
    expect(line.replace(/^"/, "").startsWith(`'${name}`)).toBe(true);
  });

  it("quotes separators, quotes and line ends", async () => {
    const text = await csvOf(columns, [{ ...pod, name: 'a,"b"\r\nc' }]);
    expect(text).toContain('"a,""b""\r\nc",2.19');
  });
});

describe("dollarsOf", () => {
  it.each([
    [1, "0.000001"],
    [2_397_001, "2.397001"],
    [55_040_000, "55.04"],
    [-300_000, "-0.3"],
  ])("writes %d micro-USD as %s", (micro, text) => expect(String(dollarsOf(micro))).toBe(text));
});
