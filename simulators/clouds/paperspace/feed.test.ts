import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const simulator = simulatorForTest();
const key = { authorization: "Bearer simulated" };
const get = (query: Record<string, string> = {}, headers: Record<string, string> = key) =>
  ask(simulator, "paperspace", { path: "/v2/sizes", query, headers });
const read = (query: Record<string, string> = { per_page: "200" }) => JSON.parse(get(query).body);

type Size = { slug: string; regions: string[]; gpu_info?: object };

describe("the feed of DigitalOcean's sizes", () => {
  it("states price and VRAM for the whole droplet", () => {
    const size = read().sizes.find(({ slug }: Size) => slug === "gpu-h100x8-640gb");
    expect(size).toMatchObject({
      price_hourly: 35.28,
      memory: 1_966_080,
      gpu_info: { count: 8, vram: { amount: 640, unit: "gib" }, model: "nvidia_h100" },
    });
  });

  it("has sizes without a GPU, which must be skipped", () => {
    expect(read().sizes.filter((size: Size) => size.gpu_info === undefined).length).toBeGreaterThan(0);
  });

  it("pages by number until no next page is named", () => {
    const seen: string[] = [];
    for (let page = 1; ; page += 1) {
      const { sizes, links } = read({ per_page: "5", page: String(page) });
      seen.push(...sizes.map(({ slug }: Size) => slug));
      if (links.pages?.next === undefined) break;
    }
    expect(seen).toEqual(read().sizes.map(({ slug }: Size) => slug));
    expect(read().links).toEqual({});
  });

  it("names no region for sizes that are sold out", () => {
    simulator.setFault({ provider: "paperspace", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    const gpuSizes: Size[] = read().sizes.filter((size: Size) => size.gpu_info !== undefined);
    expect(gpuSizes.every(({ regions }) => regions.length === 0)).toBe(true);
  });

  it.each<Record<string, string>>([{}, { authorization: "Bearer wrong" }])("refuses %o", (headers) => {
    const reply = get({}, headers);
    expect([reply.status, JSON.parse(reply.body).id]).toEqual([401, "unauthorized"]);
  });

  it.each<Record<string, string>>([{ per_page: "201" }, { page: "0" }])("refuses %o", (query) => {
    expect(get(query).status).toBe(400);
  });
});
