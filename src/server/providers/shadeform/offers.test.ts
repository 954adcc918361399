import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { canaries, offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { shadeform } from "./offers";

const rows = fixture.response.instance_types;
const mapped = readReply(shadeform, fixture.response);
const find = (id: string) => mapped.offers.find((offer) => offer.externalId === id);
const first = rows[0];
if (!first) throw new Error("the fixture is empty");

/** The GPU of the first row if its card has this name and interconnect. */
function gpuOf(gpu_type: string, vram_per_gpu_in_gb: number, interconnect: string) {
  const configuration = { ...first?.configuration, gpu_type, vram_per_gpu_in_gb, interconnect };
  const { offers } = readReply(shadeform, { instance_types: [{ ...first, configuration }] });
  return offers[0]?.gpuId ?? null;
}

describe("a poll of Shadeform", () => {
  it("is one call for all types, with the key only in its header", async () => {
    const { received, result } = await pollAgainst(shadeform, () => ({ body: fixture.response }));
    expect(received.map(({ method, path, query }) => `${method} ${path}?${query}`)).toEqual([
      "GET /shadeform/v1/instances/types?",
    ]);
    expect(received[0]?.headers["x-api-key"]).toBe(canaries(shadeform).SHADEFORM_API_KEY);
    expect(offersOf(result)).toEqual(mapped);
  });

  it("reports a wrong key as wrong without showing it", async () => {
    const { result } = await pollAgainst(shadeform, ({ headers }) => ({
      status: 401,
      body: { code: "UNAUTHORIZED", message: `no such key: ${headers["x-api-key"]}` },
    }));
    expect(result).toMatchObject({ kind: "auth", retryable: false, status: 401 });
    expect(`${result} ${JSON.stringify(result)}`).not.toContain("canary");
  });
});

describe("offers of Shadeform", () => {
  it("contain the cloud behind them in type and id", () => {
    expect(find("hyperstack:A6000:canada-1")).toMatchObject({
      instanceType: "hyperstack A6000",
      gpuId: "rtx-a6000-48",
      region: "canada-1",
      countryCode: "CA",
    });
  });

  it("turn cents for the machine into dollars for one GPU, exactly", () => {
    expect(find("hyperstack:A6000:canada-1")?.price).toMatchObject({ microUsdPerGpuHour: 500_000 });
    expect(find("massedcompute:A6000x8:kansascity-usa-1")?.price).toMatchObject({
      microUsdPerGpuHour: 570_000,
    });
    expect(find("nebius:B200x8:finland-1")?.price).toMatchObject({ microUsdPerGpuHour: 4_998_750 });
  });

  it("are one per region, each with its own stock", () => {
    expect(find("massedcompute:A6000x8:kansascity-usa-1")?.availability).toBe("available");
    expect(find("massedcompute:A6000x8:desmoines-usa-1")?.availability).toBe("unavailable");
    expect(find("vultr:A16x2:nowhere")).toMatchObject({ availability: "unavailable", region: null });
  });

  it("have no country if the region does not state it", () => {
    expect(find("hotaisle:MI300Xx8:grandrapids-1")).toMatchObject({ countryCode: null, gpuId: "mi300x-192" });
    expect(find("massedcompute:RTX6000Ada:us-central-2")?.countryCode).toBe("US");
    expect(find("lambdalabs:H100_sxm5x8:warsaw-poland-1")?.countryCode).toBe("PL");
  });

  it.each([
    ["A100_80G", 80, "sxm4", "a100-sxm-80"],
    ["A100_80G", 80, "pcie", "a100-pcie-80"],
    ["A100", 40, "nvlink", "a100-40"],
    ["H100", 80, "pcie", "h100-pcie-80"],
    ["H100", 80, "", "h100-80"],
    ["H100_NVL", 94, "pcie", "h100-nvl-94"],
    ["H200", 141, "sxm5", "h200-sxm-141"],
    ["MI300X", 192, "pcie", "mi300x-192"],
    ["RTX6000Ada", 48, "pcie", "rtx-6000-ada-48"],
    ["A100_80G", 40, "sxm4", null],
  ])("read %s with %d GB on %s as %s", (name, vram, link, gpuId) => {
    expect(gpuOf(name, vram, link)).toBe(gpuId);
  });

  it("skip machines without GPUs, and refuse unknown and free ones", () => {
    expect(mapped.offers.some(({ instanceType }) => instanceType.includes("C1A"))).toBe(false);
    expect(mapped.skipped.map(({ reason }) => reason)).toEqual([
      { code: "gpu.unknown_with_memory", parameters: { name: "R100 sxm6", vramGib: 288 } },
      { code: "price.not_above_zero", parameters: { stated: "0" } },
    ]);
  });
});

describe("the rental type of a region", () => {
  const [first] = fixture.response.instance_types;
  const id = `${first?.cloud}:${first?.shade_instance_type}`;
  const at = (availability: object[]) =>
    readReply(shadeform, { instance_types: [{ ...first, hourly_price: 3600, availability }] });
  const soldOut = { region: "us-west-1", available: false, display_name: "", rental_type: "on_demand" };
  const spot = { ...soldOut, available: true, rental_type: "spot", hourly_price: "28.8" };

  it("keeps a free spot machine apart from one that is sold out on demand, at its own price", () => {
    const { offers } = at([soldOut, spot]);
    expect(
      offers.map(({ externalId, isSpot, availability, region }) => [
        externalId,
        isSpot,
        availability,
        region,
      ]),
    ).toEqual([
      [`${id}:us-west-1`, false, "unavailable", "us-west-1"],
      [`${id}:us-west-1:spot`, true, "available", "us-west-1"],
    ]);
    const [onDemand, cheaper] = offers.map(({ price, gpuCount }) => price.microUsdPerGpuHour * gpuCount);
    expect([onDemand, cheaper]).toEqual([36_000_000, 28_800_000]);
  });

  it("makes a machine that is only spot available nowhere on demand", () => {
    expect(
      at([spot]).offers.map(({ isSpot, availability, region }) => [isSpot, availability, region]),
    ).toEqual([
      [false, "unavailable", null],
      [true, "available", "us-west-1"],
    ]);
  });

  it("is on demand where none is stated, and neither for a word that nobody knows", () => {
    const plain = { region: "us-west-1", available: true, display_name: "" };
    expect(at([plain]).offers).toMatchObject([{ isSpot: false, availability: "available" }]);
    expect(at([plain, { ...spot, rental_type: "reserved" }]).offers).toHaveLength(1);
  });

  it("does not make up a price for spot", () => {
    const { offers, skipped } = at([soldOut, { ...spot, hourly_price: null }]);
    expect(offers.map(({ isSpot }) => isSpot)).toEqual([false]);
    expect(skipped).toMatchObject([{ reason: { code: "price.not_stated" } }]);
  });
});
