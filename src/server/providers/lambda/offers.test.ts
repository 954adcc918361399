import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { lambda } from "./offers";

const mapped = readReply(lambda, fixture.response);
const of = (type: string) => mapped.offers.filter(({ instanceType }) => instanceType === type);

describe("a poll of Lambda", () => {
  it("is one call with the key as a bearer token, because one request per second is allowed", async () => {
    const { received, result } = await pollAgainst(lambda, () => ({ body: fixture.response }));
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["GET", "/lambda/api/v1/instance-types", "Bearer canary-LAMBDA_API_KEY"],
    ]);
    expect(offersOf(result)).toEqual(mapped);
  });

  it("is an error, not an empty list, if there are no types", async () => {
    const { result } = await pollAgainst(lambda, () => ({ body: { data: {} } }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });

  it("is an error when the types come as a list", async () => {
    const { result } = await pollAgainst(lambda, () => ({ body: { data: [] } }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("offers of Lambda", () => {
  it("are one per region with capacity, with the price converted from cents per machine", () => {
    expect(of("gpu_8x_h100_sxm5")).toMatchObject(
      ["us-west-1", "us-south-1"].map((region) => ({
        externalId: `gpu_8x_h100_sxm5:${region}:on-demand`,
        region,
        countryCode: "US",
        gpuId: "h100-sxm-80",
        gpuCount: 8,
        availability: "available",
        vcpus: 208,
        diskGib: 24_780,
        price: { unit: "gpu_hour", microUsdPerGpuHour: 3_990_000 },
      })),
    );
  });

  it("become one without a region if nothing is available, and keep the price", () => {
    expect(of("gpu_4x_h100_sxm5")).toMatchObject([
      {
        region: null,
        countryCode: null,
        availability: "unavailable",
        price: { microUsdPerGpuHour: 4_090_000 },
      },
    ]);
  });

  it("have no country if no table has the region", () => {
    expect(of("gpu_1x_a100")).toMatchObject([{ region: "mars-north-1", countryCode: null }]);
    expect(of("gpu_1x_gh200").map(({ countryCode }) => countryCode)).toEqual(["US", "DE"]);
  });

  it("read form and memory from the description, and refuse an A100 that hides its memory", () => {
    const ids = ["gpu_8x_a100_80gb_sxm4", "gpu_8x_a100", "gpu_1x_a100", "gpu_1x_rtx6000"].map(
      (type) => of(type)[0]?.gpuId,
    );
    expect(ids).toEqual(["a100-sxm-80", "a100-sxm-40", "a100-pcie-40", "quadro-rtx-6000-24"]);
    expect(mapped.skipped.map(({ externalId }) => externalId)).toEqual([
      "gpu_1x_z999:us-east-1:on-demand",
      "gpu_1x_a100_plain:us-east-1:on-demand",
    ]);
  });

  it("skip CPU types without a report, but report a GPU type with a GPU count of zero", () => {
    expect(of("cpu_4x_general")).toEqual([]);
    const { gpu_1x_a10: row } = fixture.response.data;
    const odd = { ...row, instance_type: { ...row.instance_type, specs: { gpus: 0 } } };
    const { offers, skipped } = readReply(lambda, { data: { gpu_1x_a10: odd } });
    expect([offers, skipped[0]?.reason]).toEqual([[], { code: "gpu.count", parameters: { count: 0 } }]);
  });

  it("name a row that cannot be read by its type", () => {
    const { gpu_1x_a10: row } = fixture.response.data;
    const { skipped } = readReply(lambda, { data: { x: { ...row, regions_with_capacity_available: null } } });
    expect(skipped[0]?.externalId).toBe("gpu_1x_a10");
  });
});
