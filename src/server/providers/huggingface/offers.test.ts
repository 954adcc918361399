import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { huggingface } from "./offers";

const mapped = readReply(huggingface, fixture.response);
const find = (id: string) => mapped.offers.find(({ externalId }) => externalId === id);

/** The reply that contains the rows of the fixture. */
const reply = {
  vendors: ["aws", "gcp", "azure"].map((vendor) => {
    const own = fixture.response.sizes.filter((size) => size.vendor === vendor);
    return {
      name: vendor,
      status: "available",
      regions: [...new Set(own.map(({ region }) => region))].map((name) => {
        const sizes = own.filter(({ region }) => region === name);
        const status = sizes.every(({ isOpen }) => isOpen) ? "available" : "not_available";
        return { name, label: name, status, computes: sizes.map(({ compute }) => compute) };
      }),
    };
  }),
};

describe("a poll of Hugging Face", () => {
  it("is one call without a key", async () => {
    const { received, result } = await pollAgainst(huggingface, () => ({ body: reply }));
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["GET", "/huggingface/v2/provider", undefined],
    ]);
    expect(offersOf(result)).toEqual(mapped);
  });

  it("is an error if a vendor or one of its regions has no list", async () => {
    for (const vendors of [
      [],
      null,
      [{ name: "aws" }],
      [{ name: "aws", regions: [{ name: "us-east-1" }] }],
    ]) {
      const { result } = await pollAgainst(huggingface, () => ({ body: { vendors } }));
      expect(result).toMatchObject({ kind: "bad_response" });
    }
  });

  it("treats a closed vendor as sold out everywhere", async () => {
    const closed = { vendors: reply.vendors.map((vendor) => ({ ...vendor, status: "not_available" })) };
    const { result } = await pollAgainst(huggingface, () => ({ body: closed }));
    expect(new Set(offersOf(result).offers.map(({ availability }) => availability))).toEqual(
      new Set(["unavailable"]),
    );
  });
});

describe("offers of Hugging Face", () => {
  it("are sizes in a region, priced for a replica and divided by its GPUs", () => {
    expect(find("aws:nvidia-l4:x4:us-east-1")).toMatchObject({
      instanceType: "aws nvidia-l4 x4",
      region: "us-east-1",
      countryCode: "US",
      gpuId: "l4-24",
      gpuCount: 4,
      vramGib: 24,
      vcpus: 46,
      ramGib: 186,
      availability: "available",
      price: { unit: "gpu_hour", microUsdPerGpuHour: 950_000 },
    });
    expect(find("aws:nvidia-h200:x1:us-west-2")).toMatchObject({ gpuId: "h200-141", gpuCount: 1 });
  });

  it.each([
    ["aws:nvidia-t4:x4:us-east-1", "limited"],
    ["aws:nvidia-a10g:x4:us-east-1", "unavailable"],
    ["gcp:nvidia-a100:x8:us-east4", "unavailable"],
    ["aws:nvidia-h200:x8:us-west-2", "unavailable"],
    ["aws:nvidia-l4:x1:us-west-2", "unknown"],
    ["aws:nvidia-l4:x1:eu-west-1", "unavailable"],
  ])("derive the stock of %s from its status and that of its region: %s", (id, availability) => {
    expect(find(id)?.availability).toBe(availability);
  });

  it("recognize the T4 by its usable memory, and have no country for an unknown region", () => {
    expect(find("aws:nvidia-t4:x1:us-east-1")).toMatchObject({ gpuId: "t4-16", vramGib: 16 });
    expect(find("aws:nvidia-l4:x1:mars-north-1")?.countryCode).toBeNull();
    expect(find("aws:nvidia-l4:x1:eu-west-1")?.countryCode).toBe("IE");
  });

  it("skip CPUs and Inferentia without a report, and refuse unknown, impossible and unpriced sizes", () => {
    expect(mapped.skipped).toMatchObject([
      {
        externalId: "aws:nvidia-b200:x1:us-east-1",
        reason: { code: "gpu.unknown_with_memory", parameters: { name: "Nvidia B200", vramGib: 256 } },
      },
      {
        externalId: "aws:nvidia-r100:x1:us-east-1",
        reason: { code: "gpu.unknown_with_memory", parameters: { name: "Nvidia R100", vramGib: 288 } },
      },
      { externalId: "gcp:nvidia-h100:x2:us-east4", reason: { code: "price.not_stated", parameters: {} } },
    ]);
  });
});
