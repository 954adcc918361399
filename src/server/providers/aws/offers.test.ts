import { stringify } from "csv-stringify/sync";
import { describe, expect, it } from "vitest";
import { awsFamilies } from "@/domain/instance-type/aws-families";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst, type ReceivedRequest } from "../loopback.double";
import fixture from "./fixture.json";
import { aws } from "./offers";

const rows = fixture.response.rows;
const mapped = readReply(aws, fixture.response);
const find = (id: string) => mapped.offers.find((offer) => offer.externalId === id);

const regions = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "eu-west-1",
  "eu-central-1",
  "ap-southeast-1",
  "ap-northeast-1",
];
const versionUrl = (region: string) => `/offers/v1.0/aws/AmazonEC2/20261101120000/${region}/index.json`;
const index = {
  formatVersion: "v1.0",
  regions: Object.fromEntries(
    [...regions, "sa-east-1"].map((regionCode) => [
      regionCode,
      { regionCode, currentVersionUrl: versionUrl(regionCode) },
    ]),
  ),
};

const onDemand = {
  SKU: "22ZBEHRJJRS2TDR9",
  OfferTermCode: "JRTCKXETXF",
  TermType: "OnDemand",
  Unit: "Hrs",
  Currency: "USD",
  Tenancy: "Shared",
  "Operating System": "Linux",
  "Pre Installed S/W": "NA",
  CapacityStatus: "Used",
  MarketOption: "OnDemand",
};
type CsvRow = Record<string, string>;
const machine = (row: CsvRow): CsvRow => ({ ...onDemand, ...row });
const h100 = machine(rows[0] ?? {});
const header = Object.keys(h100);

/** The format of AWS: five lines of disclaimer, then the header. Every field that is not empty is quoted. */
function csv(lines: CsvRow[], columns = header): string {
  const disclaimer = ["FormatVersion", "Disclaimer", "Publication Date", "Version", "OfferCode"];
  const table = stringify(lines, { columns, header: true, quoted_string: true });
  return `${disclaimer.map((name) => `"${name}","x"`).join("\n")}\n${table}`;
}

function bulkFiles(fileOf: (region: string) => string) {
  return ({ path }: ReceivedRequest) => {
    if (path.endsWith("/current/region_index.json")) return { body: index };
    const region = /\/20261101120000\/([a-z0-9-]+)\/index\.csv$/.exec(path)?.[1];
    return region === undefined ? { status: 404, body: "" } : { body: fileOf(region) };
  };
}

const fixtureFile = (region: string) => csv(rows.filter((row) => row["Region Code"] === region).map(machine));

describe("a poll of AWS", () => {
  it("reads the index, then one file for each polled region", async () => {
    const { received, result } = await pollAgainst(aws, bulkFiles(fixtureFile));
    expect(received.map(({ path }) => path)).toEqual([
      "/aws/offers/v1.0/aws/AmazonEC2/current/region_index.json",
      ...regions.map((region) => `/aws${versionUrl(region).replace(".json", ".csv")}`),
    ]);
    const ids = (offers: { externalId: string }[]) => offers.map((offer) => offer.externalId).sort();
    expect(ids(offersOf(result).offers)).toEqual(ids(mapped.offers));
  });

  it.each([
    ["reserved", { TermType: "Reserved" }],
    ["dedicated", { Tenancy: "Dedicated" }],
    ["Windows", { "Operating System": "Windows" }],
    ["with SQL Server", { "Pre Installed S/W": "SQL Std" }],
    ["an unused reservation", { CapacityStatus: "UnusedCapacityReservation" }],
    ["a capacity block", { MarketOption: "CapacityBlock" }],
    ["by the quantity", { Unit: "Quantity" }],
    ["in yuan", { Currency: "CNY" }],
    ["without GPUs", { GPU: "" }],
  ])("excludes rows that are %s", async (_name, change) => {
    const other = { ...h100, ...change, PricePerUnit: "1.0000000000" };
    const { result } = await pollAgainst(
      aws,
      bulkFiles((region) => (region === "us-east-1" ? csv([h100, other]) : csv([]))),
    );
    expect(offersOf(result)).toMatchObject({
      rawCount: 1,
      offers: [{ price: { microUsdPerGpuHour: 6_880_000 } }],
    });
  });

  it("accepts machines with an empty column for installed software", async () => {
    const bare = { ...h100, "Pre Installed S/W": "" };
    const { result } = await pollAgainst(
      aws,
      bulkFiles(() => csv([bare])),
    );
    expect(offersOf(result).offers.length).toBe(1);
  });

  it("refuses and counts a garbled line, and continues after it", async () => {
    const garbled = '"p5.48xlarge","OnDemand","Shared","Linux","Used","Hrs","USD","un"quoted\n';
    const file = (region: string) =>
      region === "us-east-1" ? csv([]) + garbled + csv([h100]).split("\n").slice(6).join("\n") : csv([]);
    const { result } = await pollAgainst(aws, bulkFiles(file));
    expect(offersOf(result)).toMatchObject({ rawCount: 2, offers: [{ instanceType: "p5.48xlarge" }] });
    expect(offersOf(result).skipped.length).toBe(1);
  });

  it.each([
    ["another host", "https://evil.example/offers/v1.0/aws/AmazonEC2/1/us-east-1/index.json"],
    ["another folder", "/offers/v1.0/aws/../../secret/us-east-1/index.json"],
    ["another region", versionUrl("us-west-1")],
  ])("refuses an index that points to %s", async (_name, currentVersionUrl) => {
    const bent = { regions: { ...index.regions, "us-east-1": { currentVersionUrl } } };
    const { received, result } = await pollAgainst(aws, () => ({ body: bent }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(received.length).toBe(1);
  });

  it.each([
    ["a region is missing from the index", () => ({ body: { regions: {} } })],
    ["a file has no header", bulkFiles(() => "<html>Sign in</html>")],
    [
      "a column has gone",
      bulkFiles(() =>
        csv(
          [h100],
          header.filter((name) => name !== "MarketOption"),
        ),
      ),
    ],
    ["no file has a GPU", bulkFiles(() => csv([]))],
  ])("is an error, not an empty list, when %s", async (_name, answer) => {
    const { result } = await pollAgainst(aws, answer);
    expect(result).toMatchObject({ kind: "bad_response" });
  });

  it("fails completely if one region's file cannot be read", async () => {
    const answer = bulkFiles(fixtureFile);
    const { result } = await pollAgainst(aws, (received) =>
      received.path.includes("/eu-west-1/") ? { status: 503, body: "" } : answer(received),
    );
    expect(result).toMatchObject({ kind: "unavailable", status: 503 });
  });
});

describe("offers of AWS", () => {
  it("divide the machine's price by the GPUs that the file counts", () => {
    expect(find("p5.48xlarge:us-east-1:on-demand")).toMatchObject({
      gpuId: "h100-sxm-80",
      gpuCount: 8,
      price: { microUsdPerGpuHour: 6_880_000 },
      vcpus: 192,
      ramGib: 2048,
      availability: "unknown",
      countryCode: "US",
    });
  });

  it("distinguish families: an A10G is not an A10, and p4de has twice the memory of p4d", () => {
    expect(find("g5.xlarge:eu-west-1:on-demand")?.gpuId).toBe("a10g-24");
    expect(find("p4d.24xlarge:us-east-1:on-demand")?.vramGib).toBe(40);
    expect(find("p4de.24xlarge:us-east-1:on-demand")?.vramGib).toBe(80);
  });

  it("have a known GPU for every family of the table", () => {
    const every = [...awsFamilies].map(([family, { isSlice }]) => ({
      ...rows[0],
      "Instance Type": `${family}.xlarge`,
      GPU: isSlice ? "0.25" : "1",
    }));
    expect(readReply(aws, { rows: every }).skipped).toEqual([]);
  });

  it("remain slices of a card, and are refused if the file counts a whole card", () => {
    expect(find("g6f.large:us-east-1:on-demand")).toMatchObject({ gpuCount: 0.125, vramGib: 3 });
    expect(mapped.skipped.map((row) => row.reason)).toContainEqual({
      code: "gpu.count_of_slice",
      parameters: { count: 1 },
    });
  });
});

it.each([
  ["8 x 3840 GB NVMe SSD", 30_720],
  ["1 x 125 NVMe SSD", 125],
  ["900 GB NVMe SSD", 900],
  ["EBS only", null],
  ["NA", null],
  ["", null],
])("reads local disks of %j", (Storage, diskGib) => {
  expect(readReply(aws, { rows: [{ ...rows[0], Storage }] }).offers[0]?.diskGib).toBe(diskGib);
});

it("refuses a price that is only for a part of the usage", () => {
  const { offers, skipped } = readReply(aws, { rows: [{ ...rows[0], StartingRange: "100" }] });
  expect(offers).toEqual([]);
  expect(skipped).toMatchObject([{ reason: { code: "price.volume_tier", parameters: { from: "100" } } }]);
});
