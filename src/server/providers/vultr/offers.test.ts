import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst, type ReceivedRequest } from "../loopback.double";
import fixture from "./fixture.json";
import { cardVramGib, metalCards, vultr } from "./offers";

const { plans, plansMetal } = fixture.response;
const mapped = readReply(vultr, fixture.response);
const find = (id: string) => mapped.offers.find((offer) => offer.externalId === id);

/** The cloud plans on two pages, bare metal on one. */
function paged({ path, query }: ReceivedRequest) {
  const meta = (next: string) => ({ total: plans.length, links: { next, prev: "" } });
  if (path.endsWith("/plans-metal")) return { body: { plans_metal: plansMetal, meta: meta("") } };
  return query.get("cursor") === "cGFnZTI="
    ? { body: { plans: plans.slice(5), meta: meta("") } }
    : { body: { plans: plans.slice(0, 5), meta: meta("cGFnZTI=") } };
}

describe("a poll of Vultr", () => {
  it("follows the pages of both lists by cursor", async () => {
    const { received, result } = await pollAgainst(vultr, paged);
    expect(received.map(({ path, query }) => `${path}?${query}`)).toEqual([
      "/vultr/v2/plans?type=vcg&per_page=500",
      "/vultr/v2/plans?type=vcg&per_page=500&cursor=cGFnZTI%3D",
      "/vultr/v2/plans-metal?per_page=500",
    ]);
    expect(offersOf(result)).toEqual(mapped);
  });

  it("is an error if the cursor never ends", async () => {
    const { received, result } = await pollAgainst(vultr, () => ({
      body: { plans: [], meta: { links: { next: "again" } } },
    }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(received.length).toBe(20);
  });

  it("is an error, not an empty list, if both lists are empty", async () => {
    const { result } = await pollAgainst(vultr, () => ({ body: { plans: [], plans_metal: [] } }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(String(result)).toContain("no offer in 0 rows");
  });
});

describe("offers of Vultr", () => {
  it("state the price of a slice per whole card, and the slice's own memory", () => {
    expect(find("vcg-a100-1c-6g-4vram:ewr:on-demand")).toMatchObject({
      gpuId: "a100-80",
      gpuCount: 0.05,
      vramGib: 4,
      price: { microUsdPerGpuHour: 2_460_000 },
    });
  });

  it("count the cards of plans that have several", () => {
    expect(find("vcg-l40s-32c-375g-96vram:ord:on-demand")).toMatchObject({ gpuCount: 2, vramGib: 48 });
    expect(find("vcg-a16-24c-256g-64vram:ewr:on-demand")).toMatchObject({ gpuCount: 4, vramGib: 16 });
  });

  it("refuse a plan with a card and a half", () => {
    const odd = { ...plans[6], gpu_vram_gb: 120 };
    const { offers, skipped } = readReply(vultr, { plans: [odd], plansMetal: [] });
    expect([offers, skipped[0]?.reason]).toEqual([[], { code: "gpu.count", parameters: { count: 1.5 } }]);
  });

  it("are one per location, or one without a location if sold out", () => {
    expect(find("vcg-a16-2c-8g-2vram:fra:on-demand")).toMatchObject({ region: "fra", countryCode: "DE" });
    expect(find("vcg-l40s-16c-180g-48vram:xyz:on-demand")).toMatchObject({
      region: "xyz",
      countryCode: null,
    });
    expect(find("vcg-a100-48c-480g-320vram:nowhere:on-demand")).toMatchObject({
      availability: "unavailable",
      region: null,
      countryCode: null,
    });
  });

  it("have a known GPU for every card of both tables", () => {
    const { offers, skipped } = readReply(vultr, {
      plans: [...cardVramGib].map(([gpu_type, gpu_vram_gb]) => ({
        ...plans[6],
        id: `vcg-${gpu_type}`,
        gpu_type,
        gpu_vram_gb,
      })),
      plansMetal: [...metalCards.keys()].map((card) => ({
        ...plansMetal[1],
        id: `vbm-64c-512gb-8-${card}-gpu`,
      })),
    });
    expect(skipped).toEqual([]);
    expect(offers.filter((offer) => offer.gpuCount === 1).length).toBe(cardVramGib.size);
    expect(offers.filter((offer) => offer.gpuCount === 8).length).toBe(metalCards.size * 2);
  });

  it("read bare metal's GPUs from the id and its preemptible price as spot", () => {
    const id = "vbm-256c-2048gb-8-mi300x-gpu:ord";
    expect(find(`${id}:on-demand`)).toMatchObject({ gpuCount: 8, price: { microUsdPerGpuHour: 2_190_000 } });
    expect(find(`${id}:spot`)).toMatchObject({ isSpot: true, price: { microUsdPerGpuHour: 1_840_000 } });
    expect(find("vbm-72c-480gb-gh200-gpu:atl:on-demand")).toMatchObject({ gpuId: "gh200-96", gpuCount: 1 });
    expect(mapped.offers.some((offer) => offer.instanceType === "vbm-24c-256gb-amd")).toBe(false);
  });
});

describe("a plan of Vultr", () => {
  const whole = plans.find(({ id }) => id === "vcg-a100-12c-120g-80vram") ?? plans[0];
  const sold = { deploy_ondemand: true, deploy_preemptible: true };
  const usual = { ...sold, locations: ["ewr", "syd"], hourly_cost: 2.4, hourly_cost_preemptible: 1.2 };
  const read = (change: object) =>
    readReply(vultr, { plans: [{ ...whole, ...usual, ...change }], plansMetal: [] });
  const prices = (change: object) =>
    read(change).offers.map(({ region, isSpot, price }) => [region, isSpot, price.microUsdPerGpuHour]);

  it("costs in a location what the location charges", () => {
    const location_cost = { syd: { hourly_cost: 3, hourly_cost_preemptible: 1.5, monthly_cost: 2016 } };
    expect(prices({ location_cost })).toEqual([
      ["ewr", false, 2_400_000],
      ["ewr", true, 1_200_000],
      ["syd", false, 3_000_000],
      ["syd", true, 1_500_000],
    ]);
    for (const none of [[], {}, null, undefined])
      expect(prices({ location_cost: none }).map(([, , price]) => price)).toEqual([
        2_400_000, 1_200_000, 2_400_000, 1_200_000,
      ]);
  });

  it("is offered only in the ways in which it is sold, whatever prices it has", () => {
    expect(prices({ deploy_ondemand: false }).map(([, isSpot]) => isSpot)).toEqual([true, true]);
    expect(prices({ deploy_preemptible: false }).map(([, isSpot]) => isSpot)).toEqual([false, false]);
    const neither = read({ deploy_ondemand: false, deploy_preemptible: false });
    expect(neither.offers).toEqual([]);
    expect(neither.skipped).toMatchObject([{ reason: { code: "sale.not_sold" } }]);
  });

  it.each([
    ["1/8", 10, 0.125],
    [2, 160, 2],
    ["4", 320, 4],
    [null, 160, 2],
    ["some", 80, 1],
  ])("has the number of GPUs that it states: %j of %d GB", (gpu_count, gpu_vram_gb, expected) => {
    expect(read({ gpu_count, gpu_vram_gb }).offers[0]?.gpuCount).toBe(expected);
  });
});
