import { describe, expect, it } from "vitest";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst, type ReceivedRequest } from "../loopback.double";
import fixture from "./fixture.json";
import { paperspace } from "./offers";

const { sizes } = fixture.response;
const mapped = readReply(paperspace, fixture.response);
const of = (slug: string) => mapped.offers.filter(({ instanceType }) => instanceType === slug);
const next = "https://api.digitalocean.com/v2/sizes?page=2&per_page=200";

function paged({ query }: ReceivedRequest) {
  return query.get("page") === "2"
    ? { body: { sizes: sizes.slice(5), links: { pages: { prev: next } }, meta: { total: sizes.length } } }
    : { body: { sizes: sizes.slice(0, 5), links: { pages: { next } }, meta: { total: sizes.length } } };
}

describe("a poll of DigitalOcean's sizes", () => {
  it("follows the pages by number, not by the URLs in the reply", async () => {
    const { received, result } = await pollAgainst(paperspace, paged);
    expect(received.map(({ path, query, headers }) => [`${path}?${query}`, headers.authorization])).toEqual(
      [1, 2].map((page) => [
        `/paperspace/v2/sizes?per_page=200&page=${page}`,
        "Bearer canary-DIGITALOCEAN_TOKEN",
      ]),
    );
    expect(offersOf(result)).toEqual(mapped);
  });

  it("is an error if there is always a next page", async () => {
    const { received, result } = await pollAgainst(paperspace, () => ({
      body: { sizes: [], links: { pages: { next } } },
    }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(received.length).toBe(10);
  });

  it("is an error, not an empty list, if no size has a GPU", async () => {
    const { result } = await pollAgainst(paperspace, () => ({
      body: { sizes: sizes.slice(0, 2), links: {} },
    }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("offers of DigitalOcean's GPU droplets", () => {
  it("divide price and VRAM of the droplet by its GPUs", () => {
    expect(of("gpu-h100x8-640gb")).toMatchObject([
      {
        externalId: "gpu-h100x8-640gb:nyc1:on-demand",
        gpuId: "h100-80",
        gpuCount: 8,
        vramGib: 80,
        price: { microUsdPerGpuHour: 2_990_000 },
        ramGib: 1_920,
        vcpus: 160,
        region: "nyc1",
        countryCode: "US",
        availability: "available",
      },
    ]);
  });

  it("refuse VRAM that is not the total of all GPUs", () => {
    const [row] = sizes.filter(({ slug }) => slug === "gpu-h100x8-640gb");
    const odd = { ...row, gpu_info: { ...row?.gpu_info, vram: { amount: 80, unit: "gib" } } };
    const { offers, skipped } = readReply(paperspace, { sizes: [odd] });
    expect([offers, skipped[0]?.reason]).toEqual([
      [],
      { code: "gpu.unknown_with_memory", parameters: { name: "nvidia h100", vramGib: 10 } },
    ]);
  });

  it("are one per region, or one without a region if there is none or the size is withdrawn", () => {
    expect(of("gpu-6000adax1-48gb").map(({ region }) => region)).toEqual(["nyc2", "tor1"]);
    for (const slug of ["gpu-l40sx1-48gb", "gpu-h200x1-141gb"])
      expect(of(slug)).toMatchObject([{ region: null, countryCode: null, availability: "unavailable" }]);
    expect(of("gpu-b300x1-288gb-lc-spot")).toMatchObject([{ region: "mkc1", countryCode: null }]);
  });

  it("are spot if the slug says so", () => {
    expect(of("gpu-mi350x1-288gb-spot")).toMatchObject([
      { externalId: "gpu-mi350x1-288gb-spot:ric1:spot", isSpot: true, gpuId: "mi350x-288" },
    ]);
    expect(mapped.offers.filter(({ isSpot }) => isSpot).length).toBe(2);
  });

  it("refuse sizes that are sold only by contract, and skip sizes without a GPU", () => {
    expect(mapped.skipped).toContainEqual({
      externalId: "gpu-b300x8-2304gb-contracted",
      reason: { code: "sale.contract_only", parameters: {} },
    });
    expect(JSON.stringify(mapped)).not.toContain("s-1vcpu");
  });

  it("add boot and scratch disks, and have only the boot disk if disks are not listed", () => {
    expect(of("gpu-h100x8-640gb")[0]?.diskGib).toBe(2_046 + 40_960);
    const [row] = sizes.filter(({ slug }) => slug === "gpu-h100x8-640gb");
    const { offers } = readReply(paperspace, { sizes: [{ ...row, disk_info: "unreadable" }] });
    expect(offers[0]?.diskGib).toBe(2_046);
  });
});
