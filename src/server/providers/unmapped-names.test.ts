import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readReply } from "./fixture.double";
import { mapRows } from "./map-rows";
import { mapTokenRows } from "./map-token-rows";
import { vultr } from "./vultr/offers";

const gpuRow = z.object({ name: z.string(), vram: z.number().nullable() });
const mapGpus = (rows: unknown[]) =>
  mapRows({
    rows,
    schema: gpuRow,
    labelFields: ["name"],
    toDrafts: ({ name, vram }) => [
      {
        externalId: name,
        instanceType: name,
        gpuRaw: name,
        gpuCount: 1,
        cardVramGib: vram,
        usdPerHour: "1",
        isSpot: false,
        availability: "unknown",
        region: null,
        countryCode: null,
      },
    ],
  });

describe("an unmapped name", () => {
  it("is reported with the stated VRAM, separately from the reason", () => {
    const { skipped } = mapGpus([
      { name: "R100", vram: 288 },
      { name: "Q9", vram: null },
    ]);
    expect(skipped.map(({ unmapped }) => unmapped)).toEqual([
      { kind: "gpu", raw: "R100", vramGib: 288 },
      { kind: "gpu", raw: "Q9", vramGib: null },
    ]);
  });

  it("is not reported for rows that are refused for another reason", () => {
    expect(mapGpus([{ name: "H100 PCIe", vram: 24_000 }, { name: 7 }]).skipped).toEqual([
      { externalId: "H100 PCIe", reason: { code: "gpu.memory", parameters: { vramGib: 24_000 } } },
      { externalId: "7", reason: { code: "field.type", parameters: { field: "name", expected: "string" } } },
    ]);
  });

  it("is safe to print when an adapter's own table lacks it", () => {
    const plan = {
      id: "vcg-x",
      type: "vcg",
      vcpu_count: 1,
      ram: 1024,
      disk: 10,
      gpu_vram_gb: 8,
      monthly_cost: 10,
      gpu_type: "NVIDIA_X1\u202e<b>",
      locations: [],
      hourly_cost: 1,
    };
    const { skipped } = readReply(vultr, { plans: [plan], plansMetal: [] });
    expect(skipped[0]?.unmapped).toEqual({
      kind: "gpu",
      vramGib: null,
      raw: "NVIDIA_X1\uFFFD\uFFFDb\uFFFD",
    });
  });

  it("keeps the offer's price without a model, and makes an impossible context length unknown", () => {
    const { tokenOffers, skipped } = mapTokenRows({
      rows: [{ id: "Odd-7B" }],
      schema: z.object({ id: z.string() }),
      labelFields: ["id"],
      toDrafts: ({ id }) => [
        {
          externalId: id,
          modelRaw: id,
          inputUsdPerMillion: "1",
          outputUsdPerMillion: "2",
          contextTokens: 1e15,
          maxOutputTokens: 0.5,
          outputTokensPerSecond: null,
          availability: "unknown",
        },
      ],
    });
    expect(skipped).toEqual([]);
    expect(tokenOffers).toMatchObject([
      { modelId: null, modelRaw: "Odd-7B", contextTokens: null, maxOutputTokens: null },
    ]);
  });
});
