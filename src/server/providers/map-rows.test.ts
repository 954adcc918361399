import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mapRows } from "./map-rows";

const row = z.object({ id: z.string(), gpus: z.number(), usd: z.union([z.string(), z.number()]) });

function offersOf(...rows: z.infer<typeof row>[]) {
  return mapRows({
    rows,
    schema: row,
    labelFields: ["id"],
    toDrafts: ({ id, gpus, usd }) => [
      {
        externalId: id,
        instanceType: id,
        gpuRaw: "H100 SXM",
        cardVramGib: 80,
        gpuCount: gpus,
        isSpot: false,
        availability: "available",
        region: null,
        countryCode: null,
        usdPerHour: usd,
      },
    ],
  }).offers;
}

describe("the price of a machine", () => {
  it.each([
    ["10", 3, 3_333_333, 10_000_000],
    ["98.3200", 8, 12_290_000, 98_320_000],
    ["7.5205", 8, 940_062, 7_520_500],
    [0.3, 1, 300_000, 300_000],
    ["1", 0.125, 8_000_000, 1_000_000],
  ])("%s USD for %d GPUs is kept as stated beside the price of one", (usd, gpus, each, machine) => {
    expect(offersOf({ id: "a", gpus, usd })).toMatchObject([
      { price: { microUsdPerGpuHour: each }, microUsdPerMachineHour: machine },
    ]);
  });
});
