import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { vastai } from "./offers";

const mapped = readReply(vastai, fixture.response);
const find = (id: string) => mapped.offers.find((offer) => offer.externalId === id);

describe("a poll of Vast.ai", () => {
  it("searches once, by POST, for verified machines that can be rented now", async () => {
    const { received, result } = await pollAgainst(vastai, () => ({ body: fixture.response }));
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /vastai/api/v0/bundles/"]);
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      limit: 3000,
      type: "on-demand",
      rentable: { eq: true },
      rented: { eq: false },
    });
    expect(offersOf(result)).toEqual(mapped);
  });

  it("is a rate limit if the endpoint says so in plain text", async () => {
    const { result } = await pollAgainst(vastai, () => ({
      status: 429,
      body: "API requests too frequent: endpoint threshold=2.0",
    }));
    expect(result).toMatchObject({ kind: "rate_limit", retryable: true, retryAfterMs: null });
  });

  it("is an error if offers are a single object, as in the documentation", async () => {
    const { result } = await pollAgainst(vastai, () => ({ body: { offers: { id: 1 } } }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("offers of Vast.ai", () => {
  it("divide the machine's price without disk by its GPUs, also for bids", () => {
    expect(find("40011:4x:on-demand")).toMatchObject({ gpuCount: 4, price: { microUsdPerGpuHour: 347_500 } });
    expect(find("40011:4x:spot")).toMatchObject({ isSpot: true, price: { microUsdPerGpuHour: 200_000 } });
    expect(find("31055:1x:spot")).toBeUndefined();
  });

  it("keep the cheapest of a machine's equal offers and report the other", () => {
    expect(find("20873:2x:on-demand")).toMatchObject({ price: { microUsdPerGpuHour: 1_865_000 } });
    expect(mapped.skipped).toContainEqual({
      externalId: "20873:2x:on-demand",
      reason: { code: "duplicate.cheaper_kept", parameters: {} },
    });
  });

  it("stay the same if every offer id changes", () => {
    const offers = fixture.response.offers.map((offer) => ({ ...offer, id: offer.id + 777 }));
    expect(readReply(vastai, { offers }).offers).toEqual(mapped.offers);
  });

  it("read the location, and everything that is not stated is unknown", () => {
    expect(find("31007:1x:on-demand")).toMatchObject({ region: "Georgia, US", countryCode: "US" });
    expect(find("31040:4x:on-demand")).toMatchObject({ region: "US", countryCode: "US" });
    expect(find("41900:2x:on-demand")).toMatchObject({ region: null, countryCode: null });
  });

  it("have their share of the host's memory, the additional prices and the host's measurements", () => {
    expect(find("14021:1x:on-demand")).toMatchObject({
      vramGib: 141,
      vcpus: 16,
      ramGib: 64,
      diskGib: 412.5,
      reliability: 0.9991,
      networkDownMbps: 876.5,
      networkUpMbps: 765.4,
      microUsdPerGibEgress: 4560,
      microUsdPerGibMonthDisk: 150_000,
    });
    expect(find("42001:8x:on-demand")).toMatchObject({ vcpus: null, ramGib: null });
  });

  it("exclude a card whose memory does not match its name", () => {
    const reasons = mapped.skipped
      .filter((row) => row.externalId.startsWith("44"))
      .map((row) => row.reason.code);
    expect(reasons).toEqual(Array(4).fill("gpu.unknown_with_memory"));
  });
});
