import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MarketSimulator, startMarketSimulator } from "./server";

let market: MarketSimulator;
beforeEach(async () => {
  market = await startMarketSimulator({ seed: 5, tickEveryMs: 0 });
});
afterEach(() => market.close());

const control = (method: string, path: string, body?: unknown) =>
  fetch(`${market.url}/_control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const plans = (init?: RequestInit) => fetch(`${market.url}/vultr/v2/plans?type=vcg`, init);
const planA100 = async (url = market.url) => {
  const reply = await (await fetch(`${url}/vultr/v2/plans?type=vcg`)).json();
  return reply.plans.find(({ id }: { id: string }) => id === "vcg-a100-12c-120g-80vram");
};
const setFault = async (fault: Record<string, unknown>) =>
  expect((await control("POST", "/faults", { provider: "vultr", ...fault })).status).toBe(200);

describe("the market simulator", () => {
  it("is healthy, listens only on this machine, and answers 404 for unknown paths", async () => {
    expect(market.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${market.url}/health`)).status).toBe(200);
    expect((await fetch(`${market.url}/nobody/api/v1/instance-types`)).status).toBe(404);
  });

  it("is the same market for the same seed and the same ticks", async () => {
    const twin = await startMarketSimulator({ seed: 5, tickEveryMs: 0 });
    const other = await startMarketSimulator({ seed: 6, tickEveryMs: 0 });
    for (const { controls } of [market, twin, other]) controls.tick(200);
    const [first, second, third] = await Promise.all([market, twin, other].map(({ url }) => planA100(url)));
    await Promise.all([twin.close(), other.close()]);
    expect(second).toEqual(first);
    expect(third).not.toEqual(first);
  });

  it("changes over time until it is frozen", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const timed = await startMarketSimulator({ tickEveryMs: 5_000 });
    try {
      vi.advanceTimersByTime(15_000);
      expect(timed.controls.state().ticks).toBe(3);
      timed.controls.freeze();
      vi.advanceTimersByTime(15_000);
      expect(timed.controls.state()).toMatchObject({ ticks: 3, frozen: true });
      timed.controls.unfreeze();
      vi.advanceTimersByTime(5_000);
      expect(timed.controls.state().ticks).toBe(4);
    } finally {
      vi.useRealTimers();
      await timed.close();
    }
  });
});

describe("the controls", () => {
  it("report counts, ticks, faults and the requests to each provider", async () => {
    await planA100();
    await planA100();
    await (await control("POST", "/tick", { steps: 3 })).json();
    const state = await (await control("GET", "/state")).json();
    expect(state).toMatchObject({ ticks: 3, frozen: false });
    expect(state.providers.vultr).toMatchObject({ requests: 2, fault: null, machines: expect.any(Number) });
    expect(state.providers.aws.requests).toBe(0);
  });

  it("set a price that every request sees", async () => {
    const order = { provider: "vultr", match: "vcg-a100-12c", usdPerGpuHour: 1.25 };
    const reply = await (await control("POST", "/price", order)).json();
    expect(reply.changed).toEqual([
      {
        machineId: "vcg-a100-12c-120g-80vram",
        isSpot: false,
        fromMicroUsd: 2_397_000,
        toMicroUsd: 1_250_000,
      },
    ]);
    expect(await planA100()).toMatchObject({ hourly_cost: 1.25 });
    expect((await control("POST", "/price", { ...order, match: "no such plan" })).status).toBe(404);
  });

  it.each([
    ["POST", "/faults", { provider: "nobody", fault: "500" }],
    ["POST", "/faults", { provider: "aws", fault: "explode" }],
    ["POST", "/faults", { provider: "aws", fault: "500", time: 3 }],
    ["POST", "/faults", { provider: "aws", fault: "graphql_errors" }],
    ["POST", "/faults", { provider: "aws", fault: "500", latencyMs: 5 }],
    ["POST", "/tick", { steps: 0 }],
    ["POST", "/tick", {}],
    ["POST", "/price", { provider: "aws", match: "", usdPerGpuHour: 1 }],
    ["POST", "/price", { provider: "aws", match: "p5", usdPerGpuHour: -1 }],
  ])("%s %s refuses %o", async (method, path, body) => {
    const reply = await control(method, path, body);
    expect(reply.status).toBe(400);
    expect((await reply.json()).issues.length).toBeGreaterThan(0);
  });

  it("are not available at other paths", async () => {
    expect((await control("GET", "/faults")).status).toBe(404);
    expect((await control("POST", "/reset")).status).toBe(404);
  });
});

describe("a fault", () => {
  it("affects as many requests as it was set for, and no other provider", async () => {
    await setFault({ fault: "500", times: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await plans()).status);
    expect(statuses).toEqual([500, 500, 200]);
    await setFault({ fault: "500" });
    expect(
      (await fetch(`${market.url}/aws/offers/v1.0/aws/AmazonEC2/current/region_index.json`)).status,
    ).toBe(200);
    expect(await (await control("DELETE", "/faults")).json()).toEqual({ cleared: 1 });
    expect((await plans()).status).toBe(200);
  });

  it("429 says when to retry, except at Vast.ai", async () => {
    await setFault({ fault: "429", times: 1 });
    const reply = await plans();
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "2"]);
    market.controls.setFault({ provider: "vastai", fault: "429", times: 1, latencyMs: 0, factor: 1 });
    const vast = await fetch(`${market.url}/vastai/api/v0/bundles/`, { method: "POST", body: "{}" });
    expect([vast.status, vast.headers.get("retry-after")]).toEqual([429, null]);
    expect(await vast.text()).toMatch(/too frequent/);
  });

  it("html and garbage have status 200 and are not JSON", async () => {
    for (const fault of ["html", "garbage"]) {
      await setFault({ fault, times: 1 });
      const reply = await plans();
      expect(reply.status).toBe(200);
      await expect(reply.json()).rejects.toThrow(SyntaxError);
    }
  });

  it("redirect points at the metadata address", async () => {
    await setFault({ fault: "redirect", times: 1 });
    const reply = await plans({ redirect: "manual" });
    expect([reply.status, reply.headers.get("location")]).toEqual([
      302,
      "http://169.254.169.254/latest/meta-data/v2/plans",
    ]);
  });

  it("truncated breaks the connection in the middle of the body", async () => {
    await setFault({ fault: "truncated", times: 1 });
    const reply = await plans();
    expect(Number(reply.headers.get("content-length"))).toBeGreaterThan(1000);
    await expect(reply.text()).rejects.toThrow();
  });

  it("hang never answers", async () => {
    await setFault({ fault: "hang", times: 1 });
    await expect(plans({ signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/i);
  });

  it("slow_drip begins at once and does not end", async () => {
    await setFault({ fault: "slow_drip", times: 1 });
    const reply = await plans({ signal: AbortSignal.timeout(300) });
    expect(reply.status).toBe(200);
    await expect(reply.text()).rejects.toThrow(/timeout/i);
  });

  it("latency delays a correct answer", async () => {
    await setFault({ fault: "latency", latencyMs: 60, times: 1 });
    const startedAt = performance.now();
    expect((await plans()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  it.each([
    ["price_spike", undefined, 239.7],
    ["price_crash", undefined, 0.02397],
    ["price_spike", 5, 11.985],
  ])(
    "%s with factor %s shows wrong prices and leaves the market's own alone",
    async (fault, factor, expected) => {
      await setFault({ fault, times: 1, ...(factor === undefined ? {} : { factor }) });
      expect((await planA100()).hourly_cost).toBeCloseTo(expected, 5);
      expect((await planA100()).hourly_cost).toBeCloseTo(2.397, 5);
    },
  );

  it("empty is a well-formed answer without offers", async () => {
    await setFault({ fault: "empty", times: 1 });
    expect(await (await plans()).json()).toEqual({
      plans: [],
      meta: { total: 0, links: { next: "", prev: "" } },
    });
  });

  it("graphql_errors has status 200 and null data", async () => {
    market.controls.setFault({
      provider: "runpod",
      fault: "graphql_errors",
      times: 1,
      latencyMs: 0,
      factor: 1,
    });
    const reply = await fetch(`${market.url}/runpod/graphql`, {
      method: "POST",
      body: JSON.stringify({ query: "{ gpuTypes { id } }" }),
    });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({
      data: null,
      errors: [expect.objectContaining({ message: expect.any(String) })],
    });
  });
});
