import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const simulator = simulatorForTest();
const path = "/v1/instances/types";
const get = (query: Record<string, string> = {}, key = "any") =>
  ask(simulator, "shadeform", { path, query, headers: { "x-api-key": key } });
const read = (query: Record<string, string> = {}) => JSON.parse(get(query).body).instance_types;

type Type = {
  cloud: string;
  shade_instance_type: string;
  hourly_price: number;
  availability: { region: string; available: boolean; rental_type: string; hourly_price?: string }[];
};

describe("the Shadeform feed", () => {
  it("accepts any key but a wrong one", () => {
    expect(get().status).toBe(200);
    for (const key of ["wrong", ""]) {
      const reply = get({}, key);
      expect(reply.status).toBe(401);
      expect(JSON.parse(reply.body)).toMatchObject({ code: "UNAUTHORIZED", message: /API key/ });
    }
  });

  it("prices each type of each cloud in whole cents for the machine", () => {
    const types: Type[] = read();
    expect(types.every(({ hourly_price }) => Number.isInteger(hourly_price))).toBe(true);
    expect(types).toContainEqual(
      expect.objectContaining({
        cloud: "crusoe",
        shade_instance_type: "A100_80G_sxm4x8",
        hourly_price: 1840,
        configuration: expect.objectContaining({
          gpu_type: "A100_80G",
          interconnect: "sxm4",
          num_gpus: 8,
          vram_per_gpu_in_gb: 80,
        }),
      }),
    );
    expect(
      new Set(types.map(({ cloud, shade_instance_type }) => `${cloud} ${shade_instance_type}`)).size,
    ).toBe(types.length);
  });

  it("lists a machine without GPUs, which must be skipped", () => {
    expect(read({ num_gpus: "0" })).toMatchObject([
      { configuration: { num_gpus: 0, vram_per_gpu_in_gb: 0 } },
    ]);
  });

  it("filters and sorts as requested", () => {
    const free: Type[] = read({ available: "true", cloud: "massedcompute", sort: "price" });
    expect(free.length).toBeGreaterThan(3);
    for (const { cloud, availability } of free) {
      expect(cloud).toBe("massedcompute");
      expect(availability.some(({ available }) => available)).toBe(true);
    }
    const prices = free.map(({ hourly_price }) => hourly_price);
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    expect(read({ gpu_type: "GAUDI2" })).toHaveLength(1);
    expect(read({ region: "warsaw-poland-1", shade_instance_type: "nothing" })).toEqual([]);
  });

  it("sells some machines as spot too, in an entry with a price in dollars", () => {
    const entries = read().flatMap(({ availability }: Type) => availability);
    const spot = entries.filter(({ rental_type }: { rental_type: string }) => rental_type === "spot");
    expect(spot.length).toBeGreaterThan(3);
    expect(spot.length).toBeLessThan(entries.length / 2);
    for (const { hourly_price } of spot) expect(hourly_price).toMatch(/^\d+(?:\.\d+)?$/);
  });

  it("keeps sold-out machines in the list, without stock", () => {
    simulator.setFault({ provider: "shadeform", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    const types: Type[] = read({ cloud: "massedcompute" });
    expect(types.length).toBeGreaterThan(3);
    expect(types.flatMap(({ availability }) => availability).some(({ available }) => available)).toBe(false);
  });
});
