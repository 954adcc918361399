import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const simulator = simulatorForTest();
const get = (path: string, query: Record<string, string> = {}) => ask(simulator, "vultr", { path, query });
const read = (path: string, query: Record<string, string> = {}) => JSON.parse(get(path, query).body);

type Plan = { id: string; type: string; locations: string[]; hourly_cost: number; gpu_vram_gb?: number };

describe("the Vultr feed", () => {
  it("lists cloud GPU plans with whole and partial cards", () => {
    const { plans, meta } = read("/v2/plans", { type: "vcg", per_page: "500" });
    expect(plans.every(({ type }: Plan) => type === "vcg")).toBe(true);
    expect(meta).toEqual({ total: plans.length, links: { next: "", prev: "" } });
    const found = (id: string) => plans.find((plan: Plan) => plan.id === id);
    expect(found("vcg-a100-12c-120g-80vram")).toMatchObject({
      gpu_type: "NVIDIA_A100",
      gpu_vram_gb: 80,
      hourly_cost: 2.397,
    });
    expect(found("vcg-a100-1c-6g-4vram")).toMatchObject({ gpu_vram_gb: 4, hourly_cost: 0.123 });
  });

  it("pages by cursor until there is no next page", () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = read("/v2/plans", { type: "vcg", per_page: "7", cursor });
      seen.push(...page.plans.map(({ id }: Plan) => id));
      cursor = page.meta.links.next;
    } while (cursor !== "");
    const all = read("/v2/plans", { type: "vcg", per_page: "500" }).plans.map(({ id }: Plan) => id);
    expect(seen).toEqual(all);
  });

  it("has free plans and metal without GPUs, which must be skipped", () => {
    expect(read("/v2/plans").plans.some(({ hourly_cost }: Plan) => hourly_cost === 0)).toBe(true);
    expect(read("/v2/plans-metal").plans_metal.some(({ id }: Plan) => !id.endsWith("-gpu"))).toBe(true);
  });

  it("also states preemptible prices for bare metal, which has no GPU fields", () => {
    const plan = read("/v2/plans-metal").plans_metal.find(({ id }: Plan) => id.includes("mi300x"));
    expect(plan).toMatchObject({
      hourly_cost: 17.52,
      hourly_cost_preemptible: 14.72,
      monthly_cost: 11_773.44,
    });
    expect(Object.keys(plan)).not.toContain("gpu_type");
  });

  it("shows empty locations for plans that are sold out", () => {
    simulator.setFault({ provider: "vultr", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    const { plans } = read("/v2/plans", { type: "vcg" });
    expect(plans.every(({ locations }: Plan) => locations.length === 0)).toBe(true);
  });

  it.each<Record<string, string>>([{ per_page: "0" }, { per_page: "501" }, { cursor: "bm9uc2Vuc2U=" }])(
    "refuses %o",
    (query) => {
      expect(get("/v2/plans", query)).toMatchObject({ status: 400 });
    },
  );
});
