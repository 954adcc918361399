import { describe, expect, it } from "vitest";
import { machineTypes } from "@/domain/instance-type/google-machine-types";
import { readReply } from "../fixture.double";
import { canaries, offersOf, pollAgainst, type ReceivedRequest } from "../loopback.double";
import fixture from "./fixture.json";
import { gpuSkus } from "./machine-types";
import { google } from "./offers";

type FixtureSku = (typeof fixture.response.skus)[number];

const { skus } = fixture.response;
const mapped = readReply(google, fixture.response);
const find = (id: string, { offers } = mapped) => offers.find((offer) => offer.externalId === id);
const priceOf = (id: string, from = mapped) => find(id, from)?.price;
const reasons = ({ skipped } = mapped) =>
  skipped.map(({ externalId, reason }) => `${externalId} ${JSON.stringify(reason)}`);

function skuOf(description: string): FixtureSku {
  const found = skus.find((sku) => sku.description === description);
  if (!found) throw new Error(`the fixture has no SKU "${description}"`);
  return found;
}

/** A SKU like another, at another price. */
function repriced(sku: FixtureSku, { units = "0", nanos = 0, unit = "", currencyCode = "USD" }) {
  const expression = sku.pricingInfo[0]?.pricingExpression;
  const tieredRates = [{ startUsageAmount: 0, unitPrice: { currencyCode, units, nanos } }];
  return {
    ...sku,
    pricingInfo: [
      { pricingExpression: { ...expression, usageUnit: unit || expression?.usageUnit, tieredRates } },
    ],
  };
}

const read = (rows: unknown[]) => readReply(google, { skus: rows });
const replaced = (description: string, by: unknown) =>
  read(skus.map((sku) => (sku.description === description ? by : sku)));

describe("a poll of Google", () => {
  const paged = ({ query }: ReceivedRequest) => {
    const from = Number(query.get("pageToken") ?? 0);
    const nextPageToken = from + 12 < skus.length ? String(from + 12) : "";
    return { body: { skus: skus.slice(from, from + 12), nextPageToken } };
  };

  it("follows the pages by token, with the key in a header and never in the URL", async () => {
    const { received, result } = await pollAgainst(google, paged);
    const path = "/google/v1/services/6F81-5844-456A/skus?currencyCode=USD&pageSize=5000";
    expect(received.map((one) => `${one.path}?${one.query}`)).toEqual([
      path,
      `${path}&pageToken=12`,
      `${path}&pageToken=24`,
    ]);
    for (const { headers } of received)
      expect(headers["x-goog-api-key"]).toBe(canaries(google).GOOGLE_CLOUD_API_KEY);
    expect(offersOf(result)).toEqual(mapped);
  });

  it("keeps only catalogue items that can be part of a machine, and unclear ones", async () => {
    const network = { ...skus[0], category: { resourceGroup: "InterregionEgress", usageType: "OnDemand" } };
    const committed = { ...skus[0], category: { resourceGroup: "GPU", usageType: "Commit1Yr" } };
    const { result } = await pollAgainst(google, () => ({
      body: { skus: [network, committed, { description: "no category" }, ...skus] },
    }));
    expect(offersOf(result).rawCount).toBe(skus.length + 1);
    expect(reasons(offersOf(result))[0]).toBe(
      'no category {"code":"field.missing","parameters":{"field":"category"}}',
    );
  });

  it("is an error if the pages never end", async () => {
    const { received, result } = await pollAgainst(google, () => ({
      body: { skus: [], nextPageToken: "again" },
    }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(received.length).toBe(30);
  });

  it.each([400, 401, 403])("reports a key answered with %d as wrong without showing it", async (status) => {
    const { result } = await pollAgainst(google, ({ headers }) => ({
      status,
      body: { error: { code: status, message: `API key not valid: ${headers["x-goog-api-key"]}` } },
    }));
    expect(result).toMatchObject({ kind: "auth", retryable: false, status });
    expect(`${result} ${JSON.stringify(result)}`).not.toContain("canary");
  });

  it("does not blame the key for a later page that is refused", async () => {
    const { result } = await pollAgainst(google, (received) =>
      received.query.has("pageToken") ? { status: 400, body: {} } : paged(received),
    );
    expect(result).toMatchObject({ kind: "bad_response", status: 400 });
  });
});

describe("a machine of Google", () => {
  it("costs what Google's pricing page states: vCPUs, memory, GPU and bundled disk", () => {
    expect(priceOf("a2-ultragpu-1g:us-central1:on-demand")).toMatchObject({ microUsdPerGpuHour: 5_068_798 });
    expect(priceOf("g4-standard-48:us-central1:on-demand")).toMatchObject({ microUsdPerGpuHour: 4_499_930 });
  });

  it("is summed exactly in nanos and rounded once", () => {
    // 208 x 0.029377 + 1872 x 0.002557 + 8 x 9.796550569 + 6000 x 0.08 / 730 = 89.927058799, over 8.
    expect(priceOf("a3-highgpu-8g:us-central1:on-demand")).toMatchObject({ microUsdPerGpuHour: 11_240_882 });
  });

  it("has what its type contains", () => {
    expect(find("a2-ultragpu-2g:us-central1:on-demand")).toMatchObject({
      instanceType: "a2-ultragpu-2g",
      gpuId: "a100-sxm-80",
      gpuCount: 2,
      vramGib: 80,
      vcpus: 24,
      ramGib: 340,
      diskGib: 750,
      region: "us-central1",
      countryCode: "US",
      availability: "unknown",
    });
    expect(find("a2-highgpu-1g:us-east1:on-demand")?.diskGib).toBeNull();
  });

  it("is sold as spot at the spot prices of all its parts", () => {
    // 12 x 0.0158055 + 85 x 0.0021185 + 1.4341 = 1.8038385, half to even.
    expect(find("a2-highgpu-1g:us-east1:spot")).toMatchObject({
      isSpot: true,
      price: { microUsdPerGpuHour: 1_803_838 },
    });
  });

  it("is not offered on demand if Google does not sell it that way", () => {
    for (const type of ["a3-highgpu-1g", "a3-highgpu-4g", "a4-highgpu-8g"]) {
      expect(find(`${type}:us-central1:spot`)).toBeDefined();
      expect(find(`${type}:us-central1:on-demand`)).toBeUndefined();
    }
  });

  it("has the spot price of a slice that is filed under OnDemand", () => {
    expect(priceOf("a4-highgpu-8g:us-central1:spot")).toMatchObject({ microUsdPerGpuHour: 4_954_200 });
  });

  it("has T4s only on the one configured N1 size", () => {
    expect(find("n1-standard-8 + 1 T4:us-central1:on-demand")).toMatchObject({
      gpuId: "t4-16",
      vcpus: 8,
      price: { microUsdPerGpuHour: 729_998 },
    });
  });

  it("is refused if a part has no price", () => {
    expect(find("g2-standard-4:australia-southeast1:on-demand")).toBeUndefined();
    expect(reasons()).toContain(
      'g2-standard-4:australia-southeast1:on-demand {"code":"price.part_unpriced","parameters":{"part":"G2 Core"}}',
    );
  });

  it("is refused if a part has two prices, in any order", () => {
    const core = skuOf("G2 Instance Core running in Netherlands");
    for (const rows of [
      [...skus, repriced(core, { nanos: 1 })],
      [repriced(core, { nanos: 1 }), ...skus],
    ]) {
      expect(find("g2-standard-4:europe-west4:on-demand", read(rows))).toBeUndefined();
      expect(reasons(read(rows))).toContain(
        'g2-standard-4:europe-west4:on-demand {"code":"price.part_with_several","parameters":{"part":"G2 Core","count":2}}',
      );
    }
    expect(read([...skus, core]).offers).toEqual(mapped.offers);
  });

  it("is refused on demand if that price is below spot", () => {
    const name = "Nvidia Tesla A100 GPU running in Americas";
    const odd = replaced(name, repriced(skuOf(name), { nanos: 900_000_000 }));
    expect(find("a2-highgpu-1g:us-east1:on-demand", odd)).toBeUndefined();
    expect(find("a2-highgpu-1g:us-east1:spot", odd)).toBeDefined();
    expect(reasons(odd)).toContain(
      'a2-highgpu-1g:us-east1:on-demand {"code":"price.below_spot","parameters":{}}',
    );
  });
});

describe("the rates of Google", () => {
  const ram = "G2 Instance Ram running in Netherlands";

  it("of memory per decimal gigabyte are converted to GiB", () => {
    const decimal = replaced(ram, repriced(skuOf(ram), { nanos: 3_000_000, unit: "GBy.h" }));
    // 4 x 0.027513 + 16 x 0.003 x 1.073741824 + 0.58804
    expect(priceOf("g2-standard-4:europe-west4:on-demand", decimal)).toMatchObject({
      microUsdPerGpuHour: 749_632,
    });
  });

  it.each([
    [
      "another unit",
      { nanos: 1, unit: "mo" },
      { code: "price.unit", parameters: { unit: "mo", expected: "GiBy.h" } },
    ],
    ["another currency", { nanos: 1, currencyCode: "EUR" }, { code: "price.undocumented", parameters: {} }],
    ["a negative amount", { units: "-1" }, { code: "price.undocumented", parameters: {} }],
    ["a fraction in units", { units: "0.5" }, { code: "price.undocumented", parameters: {} }],
    ["nanos beyond a dollar", { nanos: 1_000_000_000 }, { code: "price.undocumented", parameters: {} }],
    ["half a nano", { nanos: 0.5 }, { code: "price.undocumented", parameters: {} }],
    ["nothing", {}, { code: "price.not_above_zero", parameters: { stated: "0" } }],
  ])("of %s are refused", (_, change, reason) => {
    const odd = replaced(ram, repriced(skuOf(ram), change));
    expect(odd.skipped.map((row) => row.reason)).toContainEqual(reason);
    expect(find("g2-standard-4:europe-west4:on-demand", odd)).toBeUndefined();
  });

  it("in tiers are refused, and only the last entry of a timeline counts", () => {
    const [info] = skuOf(ram).pricingInfo;
    const [tier] = info?.pricingExpression.tieredRates ?? [];
    const tiers = { pricingExpression: { ...info?.pricingExpression, tieredRates: [tier, tier] } };
    const inTiers = replaced(ram, { ...skuOf(ram), pricingInfo: [tiers] });
    expect(find("g2-standard-4:europe-west4:on-demand", inTiers)).toBeUndefined();
    const [old] = repriced(skuOf(ram), { units: "7" }).pricingInfo;
    expect(replaced(ram, { ...skuOf(ram), pricingInfo: [old, info] }).offers).toEqual(mapped.offers);
  });

  it("of other sales are skipped without a report, but unknown GPUs are not", () => {
    expect(reasons().filter((reason) => /DWS|Calendar|Sole|N2 /.test(reason))).toEqual([]);
    expect(reasons().join("\n")).toContain(
      '{"code":"gpu.unknown","parameters":{"name":"Nvidia Rubin R100"}}',
    );
  });
});

it("every card of the tables is known, and every SKU name belongs to a card that some machine has", () => {
  const hosts = new Set(machineTypes.flatMap(({ host }) => host ?? []));
  const like = (name: string, description: string) => ({
    ...skuOf(name),
    description,
    serviceRegions: ["us-west4"],
  });
  const core = "A2 Instance Core running in Americas";
  const memory = "A2 Instance Ram running in Americas";
  const gpu = "Nvidia H100 80GB GPU attached to Spot Preemptible VMs running in Americas";
  const disk = "SSD backed Local Storage attached to Spot Preemptible VMs in Iowa";
  const names = new Map([...gpuSkus].map(([name, card]) => [card, name]));
  const { offers, skipped } = read([
    ...[...hosts].flatMap((host) => [
      like(core, `Spot Preemptible ${host} Instance Core running in Las Vegas`),
      like(memory, `Spot Preemptible ${host} Instance Ram running in Las Vegas`),
    ]),
    ...[...names.values()].map((name) => like(gpu, `Spot Preemptible ${name} running in Las Vegas`)),
    like(disk, disk),
  ]);
  expect(skipped).toEqual([]);
  expect(offers.map(({ instanceType }) => instanceType)).toEqual(machineTypes.map(({ name }) => name));
  expect(new Set(gpuSkus.values())).toEqual(new Set(machineTypes.map(({ gpu: card }) => card)));
});
