import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ask, simulatorForTest } from "../../simulator.double";

const offers = "/offers/v1.0/aws/AmazonEC2";
const simulator = simulatorForTest();
const get = (path: string) => ask(simulator, "aws", { path });

function table(path: string): Record<string, string>[] {
  const text = get(path).body.split("\n").slice(5).join("\n");
  return z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));
}

describe("the AWS price files", () => {
  it("list their regions with the path of a version, without a host", () => {
    const index = JSON.parse(get(`${offers}/current/region_index.json`).body);
    expect(index.formatVersion).toBe("v1.0");
    expect(index.regions["us-east-1"]).toEqual({
      regionCode: "us-east-1",
      currentVersionUrl: expect.stringMatching(
        /^\/offers\/v1\.0\/aws\/AmazonEC2\/2026112310\d{4}\/us-east-1\/index\.json$/,
      ),
    });
  });

  it("name a new version only after a price has changed", () => {
    const index = () => get(`${offers}/current/region_index.json`).body;
    const before = index();
    expect(index()).toBe(before);
    simulator.setPrice({ provider: "aws", match: "p4d.24xlarge", usdPerGpuHour: 7.77, isSpot: false });
    expect(index()).not.toBe(before);
  });

  it("begin with five lines of disclaimer and a header of quoted names", () => {
    const lines = get(`${offers}/current/us-east-1/index.csv`).body.split("\n");
    expect(lines.slice(0, 5).map((line) => line.split(",")[0])).toEqual([
      '"FormatVersion"',
      '"Disclaimer"',
      '"Publication Date"',
      '"Version"',
      '"OfferCode"',
    ]);
    expect(lines[5]).toMatch(/^"SKU","OfferTermCode","RateCode","TermType","PriceDescription"/);
  });

  it("are the same under the version and under current", () => {
    const current = get(`${offers}/current/us-west-2/index.csv`);
    expect(get(`${offers}/20261123100000/us-west-2/index.csv`)).toEqual(current);
  });

  it("contain one relevant row per machine among reserved, Windows, dedicated and capacity rows", () => {
    const rows = table(`${offers}/current/us-east-1/index.csv`).filter(
      (row) => row["Instance Type"] === "p5.48xlarge",
    );
    const wanted = rows.filter(
      (row) =>
        [row.TermType === "OnDemand", row.Tenancy === "Shared", row["Operating System"] === "Linux"].every(
          Boolean,
        ) &&
        row.CapacityStatus === "Used" &&
        row["Pre Installed S/W"] === "NA" &&
        row.MarketOption === "OnDemand",
    );
    expect(wanted).toEqual([
      expect.objectContaining({
        PricePerUnit: "55.0400000000",
        Unit: "Hrs",
        GPU: "8",
        vCPU: "192",
        Memory: "2,048 GiB",
      }),
    ]);
    const values = (column: string) => new Set(rows.map((row) => row[column]));
    expect(values("TermType")).toContain("Reserved");
    expect(values("Operating System")).toContain("Windows");
    expect(values("Tenancy")).toContain("Dedicated");
    expect(values("CapacityStatus")).toContain("AllocatedCapacityReservation");
    expect(values("MarketOption")).toContain("CapacityBlock");
    expect(values("SKU").size).toBe(rows.length);
  });

  it.each([
    `${offers}/current/mars-north-1/index.csv`,
    `${offers}/20990101000000/us-east-1/index.csv`,
    "/other",
  ])("answer %s with 403, as the store does", (path) => {
    expect(get(path)).toMatchObject({ status: 403, contentType: "application/xml" });
  });
});
