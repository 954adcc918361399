import { describe, expect, it } from "vitest";
import { publishedPrices } from "../../../../prisma/catalogue/read-list";
import { readReply } from "../fixture.double";
import { pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { replicate } from "./offers";

const published = publishedPrices("replicate");
const mapped = readReply(replicate, fixture.response, published);
const find = (id: string) => mapped.offers.find(({ externalId }) => externalId === id);

describe("a poll of Replicate", () => {
  it("is one call with a bearer token, for a bare list", async () => {
    const { received } = await pollAgainst(replicate, () => ({ body: fixture.response.hardware }));
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["GET", "/replicate/v1/hardware", "Bearer canary-REPLICATE_API_TOKEN"],
    ]);
  });

  it("is an error, not an empty list, if nothing is published", async () => {
    const { result } = await pollAgainst(replicate, () => ({ body: fixture.response.hardware }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });

  it("is an error if the list is inside an object", async () => {
    const { result } = await pollAgainst(replicate, () => ({ body: { results: [] } }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("offers of Replicate", () => {
  it("take their price and its date from the list, and state neither stock nor region", () => {
    expect(find("gpu-h100")).toMatchObject({
      instanceType: "gpu-h100",
      gpuRaw: "Nvidia H100 GPU",
      gpuId: "h100-80",
      gpuCount: 1,
      vramGib: 80,
      availability: "unknown",
      region: null,
      countryCode: null,
      listedOn: "2026-05-04",
      price: { unit: "gpu_hour", microUsdPerGpuHour: 5_490_000 },
    });
  });

  it.each([
    ["gpu-l40s-2x", 2, 3_510_000],
    ["gpu-8x-l40s", 8, 3_510_000],
    ["gpu-a100-large-4x", 4, 5_040_000],
    ["gpu-t4", 1, 810_000],
  ])("count the GPUs of %s: %i, each at the price of a single GPU", (id, gpuCount, microUsdPerGpuHour) => {
    expect(find(id)).toMatchObject({ gpuCount, price: { microUsdPerGpuHour } });
  });

  it("skip CPUs without a report, and refuse unpriced or unclear hardware", () => {
    expect(mapped.skipped).toMatchObject([
      {
        externalId: "gpu-h100-2x",
        reason: { code: "gpu.unknown_with_memory", parameters: { name: "4x Nvidia H100 GPU", vramGib: 80 } },
      },
      {
        externalId: "gpu-a40-large",
        reason: { code: "price.not_listed", parameters: { name: "Nvidia A40 (Large) GPU" } },
      },
      {
        externalId: "gpu-t4",
        reason: {
          code: "gpu.unknown_with_memory",
          parameters: { name: "Nvidia T4 (Laptop) GPU", vramGib: 16 },
        },
      },
    ]);
  });
});
