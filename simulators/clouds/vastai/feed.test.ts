import { describe, expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

type Row = Record<string, unknown> & {
  dph_base: number;
  dph_total: number;
  num_gpus: number;
  gpu_name: string;
};
const path = "/api/v0/bundles/";

function search(body: unknown, simulator = simulatorForTest()) {
  const reply = ask(simulator, "vastai", { path, body });
  return { status: reply.status, body: JSON.parse(reply.body) };
}
const offers = (body: unknown): Row[] => search(body).body.offers;

describe("the Vast.ai feed", () => {
  it("lists offers with VRAM per GPU in MB and the price of all GPUs", () => {
    const [offer] = offers({ limit: 1, gpu_name: { eq: "H100 SXM" }, num_gpus: { eq: 8 } });
    expect(offer).toMatchObject({
      gpu_ram: 81_559,
      gpu_total_ram: 81_559 * 8,
      gpu_name: "H100 SXM",
      num_gpus: 8,
    });
    expect(offer?.dph_base).toBeGreaterThan(8);
    expect(offer?.dph_total).toBeGreaterThan(offer?.dph_base ?? 0);
  });

  it("honours limit and order", () => {
    const totals = offers({ limit: 50, order: [["dph_total", "desc"]] }).map(({ dph_total }) => dph_total);
    expect(totals).toHaveLength(50);
    expect(totals).toEqual([...totals].sort((one, other) => other - one));
  });

  it("applies every filter, derived ones too", () => {
    const wanted = {
      gpu_name: { in: ["RTX 4090", "RTX 5090"] },
      num_gpus: { gte: 2, lt: 8 },
      reliability2: { gt: 0.95 },
    };
    const found = offers({
      limit: 500,
      ...wanted,
      verified: { eq: true },
      rentable: { eq: true },
      datacenter: { eq: false },
    });
    expect(found.length).toBeGreaterThan(0);
    for (const offer of found) {
      expect(["RTX 4090", "RTX 5090"]).toContain(offer.gpu_name);
      expect(offer).toMatchObject({ verification: "verified", rentable: true, hosting_type: 0 });
      expect(offer.num_gpus).toBeGreaterThanOrEqual(2);
    }
  });

  it("marks the rows of a search for interruptible offers", () => {
    const found = offers({ type: "bid", limit: 5 });
    for (const offer of found) expect(Number(offer.min_bid)).toBeLessThan(offer.dph_base);
    expect(new Set(found.map(({ is_bid }) => is_bid))).toEqual(new Set([true]));
  });

  it.each([
    ["an unknown field", { gpu_nmae: { eq: "L4" } }],
    ["an unknown operator", { num_gpus: { atleast: 1 } }],
    ["an unknown type", { type: "on_demand" }],
    ["a limit that is none", { limit: "many" }],
    ["an order that is none", { order: "dph_total" }],
  ])("refuses %s as invalid_args", (_, body) => {
    expect(search(body)).toEqual({
      status: 400,
      body: { success: false, error: "invalid_args", msg: expect.stringMatching(/^error 400\/3467: /) },
    });
  });

  it("limits the rate with a plain-text response without a retry time", () => {
    const simulator = simulatorForTest({ searchesPerMinute: 2 });
    const replies = [0, 1, 2].map(() => ask(simulator, "vastai", { path, body: { limit: 1 } }));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(replies[2]).toMatchObject({ body: "API requests too frequent: endpoint threshold=2.0" });
    expect(replies[2]?.headers).toBeUndefined();
    const later = new Date(testNow.getTime() + 61_000);
    expect(ask(simulator, "vastai", { path, body: { limit: 1 }, now: later }).status).toBe(200);
  });
});
