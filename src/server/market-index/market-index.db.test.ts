import { describe, expect, it } from "vitest";
import { HIDDEN_AFTER_MS } from "@/domain/offer/offer";
import { appRouter } from "@/server/trpc/root";
import { DAY_MINUTES, now, recordedMarket, slot } from "./recorded-market.double";

const market = recordedMarket();
const { contextAt, offer, write, writeMembers } = market;

describe("index.all and index.gpu", () => {
  const caller = (at: Date) => appRouter.createCaller(contextAt(at));
  const untilSeen = (count: number) =>
    expect
      .poll(
        async () => (await caller(now).index.gpu({ gpu: market.gpu, window: "24h" })).kinds.on_demand.offers,
        {
          timeout: 15_000,
        },
      )
      .toBe(count);

  it("return figures, changes, sparkline, included providers and exclusions", async () => {
    market.gpu = "h200-sxm-141";
    await writeMembers(-7 * DAY_MINUTES + 120, [
      ["aws", 6],
      ["runpod", 6],
      ["vultr", 6],
    ]);
    await write(-DAY_MINUTES, 4);
    // Whoever comes later moves nothing, so what stays is the change of the three.
    await writeMembers(-15, [
      ["aws", 6],
      ["runpod", 6],
      ["vultr", 6],
      ["verda", 1],
      ["azure", 1],
    ]);
    await offer("aws", 4);
    await offer("runpod", 2);
    await offer("vultr", 3);
    await offer("verda", 3, "unavailable");
    await untilSeen(3);
    const all = await caller(now).index.all();
    const row = all.rows.find(({ gpuId }) => gpuId === market.gpu);
    expect(all).toMatchObject({ source: "live", trackingStartsAt: slot(-7 * DAY_MINUTES + 120) });
    expect(row?.kinds.on_demand).toMatchObject({
      median: 3_000_000,
      sources: 3,
      lowerQuartile: 2_000_000,
      upperQuartile: 4_000_000,
      change24h: expect.closeTo(0.5, 9),
      change7d: expect.closeTo(0, 9),
    });
    expect(row?.kinds.spot).toMatchObject({ median: null, absence: "no_offers", change24h: null });
    const line = row?.sparkline?.levels ?? [];
    expect(line.length).toBeLessThanOrEqual(48);
    const known = line.filter((level) => level !== null);
    expect(known).toEqual([100, expect.closeTo(66.67, 2), expect.closeTo(100, 9)]);

    const one = await caller(now).index.gpu({ gpu: market.gpu, window: "30d" });
    expect(one.kinds.on_demand.providers.map(({ provider, weight }) => [provider, weight])).toEqual([
      ["aws", 1],
      ["runpod", 1],
      ["vultr", 1],
    ]);
    for (const { providers, sources } of Object.values(one.kinds)) expect(providers.length).toBe(sources);
    expect(one.kinds.on_demand.providers[0]?.observedAt).toBe(now.toISOString());
    expect(one.kinds.on_demand.exclusions).toMatchObject([
      { reason: "unavailable", offers: 1, examples: [{ provider: "verda" }] },
    ]);
    expect(one.kinds.on_demand.forecast).toEqual({ verdict: "too_short", hours: 3, needed: 336 });
    expect(one.kinds.on_demand.trackingStartsAt).toBe(slot(-7 * DAY_MINUTES + 120));
  }, 60_000);

  it("exclude a held price", async () => {
    market.gpu = "l40s-48";
    await offer("aws", 4);
    await offer("runpod", 2);
    await offer("vultr", 3);
    await offer("vultr", 300);
    await untilSeen(2);
    const { kinds } = await caller(now).index.gpu({ gpu: market.gpu, window: "24h" });
    expect(kinds.on_demand).toMatchObject({
      absence: "too_few_sources",
      exclusions: [{ reason: "held_price" }, { reason: "no_index", offers: 2 }],
    });
  }, 60_000);

  it("are empty when no feed has answered for a day", async () => {
    market.gpu = "a100-sxm-80";
    await offer("aws", 4);
    await untilSeen(1);
    const silent = new Date(now.getTime() + HIDDEN_AFTER_MS + 1);
    const { kinds, source } = await caller(silent).index.gpu({ gpu: market.gpu, window: "24h" });
    expect(source).toBeNull();
    expect(kinds.on_demand).toMatchObject({ absence: "no_offers", exclusions: [{ reason: "hidden_feed" }] });
  }, 60_000);

  it("reject a GPU that is not in the table", async () => {
    await expect(caller(now).index.gpu({ gpu: "h9000", window: "7d" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
