import { describe, expect, it } from "vitest";
import { createHttp } from "@/server/http/http";
import { publishedPrices } from "../../../../prisma/catalogue/read-list";
import { pollProvider } from "../contract";
import { readAt, readReply } from "../fixture.double";
import { canaries, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { coreweave } from "./offers";

const published = publishedPrices("coreweave");
const mapped = readReply(coreweave, fixture.response, published);
const find = (id: string) => mapped.offers.find(({ externalId }) => externalId === id);
const readOne = (instanceType: string, zone = "US-EAST-04A") =>
  readReply(coreweave, { rows: [{ zone, instanceType }] }, published);
const reply = { zoneInstanceTypes: { "US-EAST-04A": { instanceTypes: ["b200-8x", 7, null] } } };

describe("a poll of CoreWeave", () => {
  it("is one call with the token in its header, and results in a row for each type in each zone", async () => {
    const { received } = await pollAgainst(coreweave, () => ({ body: reply }));
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /coreweave/v1alpha1/inference/capacityclaims/parameters",
    ]);
    expect(received[0]?.headers.authorization).toBe(`Bearer ${canaries(coreweave).COREWEAVE_API_TOKEN}`);
  });

  it("is an error without a price list, not an empty market", async () => {
    const { result } = await pollAgainst(coreweave, () => ({ body: reply }));
    expect(result).toMatchObject({
      kind: "bad_response",
      reason: { code: "feed.no_offer", parameters: { rows: 3, refused: 3 } },
    });
    expect(String(result)).toContain("price.not_listed");
  });

  it.each([
    { zoneInstanceTypes: [] },
    { zoneInstanceTypes: { "US-EAST-04A": ["b200-8x"] } },
    { zoneInstanceTypes: { "US-EAST-04A": { instanceTypes: "b200-8x" } } },
    {},
  ])("is an error if the response is %j", async (body) => {
    const { result } = await pollAgainst(coreweave, () => ({ body }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(String(result)).toContain("zoneInstanceTypes");
  });

  it("calls only its own host", async () => {
    const http = createHttp({ allowedHosts: coreweave.hosts });
    const elsewhere = { http, now: readAt, baseUrl: "https://coreweave.example", secrets: {} };
    await expect(pollProvider(coreweave, elsewhere)).rejects.toMatchObject({ kind: "bad_response" });
    await http.close();
  });
});

describe("offers of CoreWeave", () => {
  it.each([
    ["gd-8xh100ib-i128:US-EAST-04A:on-demand", "h100-sxm-80", 8, 6_155_000, "2026-09-20"],
    ["gd-8xh100ib-i128:US-EAST-04A:spot", "h100-sxm-80", 8, 2_463_750, "2026-09-20"],
    ["gd-8xh200ib-i128:US-EAST-01A:on-demand", "h200-sxm-141", 8, 6_305_000, "2026-10-24"],
    ["b200-8x:US-CENTRAL-07A:on-demand", "b200-180", 8, 8_600_000, "2026-09-20"],
    ["gb200-4x:US-WEST-01A:on-demand", "gb200-186", 4, 10_500_000, "2026-09-20"],
  ])("%s is %s x %i at the price of its day", (id, gpuId, gpuCount, microUsdPerGpuHour, listedOn) => {
    const place = { region: id.split(":")[1], countryCode: "US" };
    expect(find(id)).toMatchObject({ gpuId, gpuCount, price: { microUsdPerGpuHour }, listedOn, ...place });
  });

  it("never state that a node is available", () => {
    expect(new Set(mapped.offers.map(({ availability }) => availability))).toEqual(new Set(["unknown"]));
  });

  it("are spot in North America only, where those prices are published", () => {
    const spot = mapped.offers.filter(({ isSpot }) => isSpot).map(({ countryCode }) => countryCode);
    expect(new Set(spot)).toEqual(new Set(["US", "CA"]));
    expect(find("b200-8x:EU-SOUTH-03B:on-demand")).toMatchObject({ countryCode: null });
    expect(find("b200-8x:EU-SOUTH-03B:spot")).toBeUndefined();
  });

  it.each([
    ["gd-8xl40s-i128", { code: "price.not_listed", parameters: { name: "gd-8xl40s-i128" } }],
    ["gd-1xgh200", { code: "price.not_listed", parameters: { name: "gd-1xgh200" } }],
    ["gb300-4x-e", { code: "price.not_listed", parameters: { name: "gb300-4x-e" } }],
    ["gd-4xh100ib-i128", { code: "price.not_listed", parameters: { name: "gd-4xh100ib-i128" } }],
    ["h100-80gb-sxm5", { code: "gpu.unknown_in_type", parameters: { type: "h100-80gb-sxm5" } }],
    ["gd-8xz999-i128", { code: "gpu.unknown_in_type", parameters: { type: "gd-8xz999-i128" } }],
    [
      "gd-8xh100ib-i128-b200-8x",
      { code: "gpu.unknown_in_type", parameters: { type: "gd-8xh100ib-i128-b200-8x" } },
    ],
  ])("exclude %s: %j", (instanceType, reason) => {
    expect(readOne(instanceType)).toMatchObject({ offers: [], skipped: [{ reason }] });
  });

  it("report an instance type without a known GPU as an unmapped name", () => {
    expect(readOne("gd-8xz999-i128").skipped).toMatchObject([
      { unmapped: { kind: "gpu", raw: "gd-8xz999-i128", vramGib: null } },
    ]);
  });

  it("skip CPU nodes without a report", () => {
    expect(readOne("cd-gp-a192-genoa")).toMatchObject({ offers: [], skipped: [], rawCount: 1 });
  });
});
