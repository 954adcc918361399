import { describe, expect, it } from "vitest";
import { type Answer, withLoopback } from "@/server/providers/loopback.double";
import { createHttp } from "./http";
import { createGates, type PaceRule } from "./pace";
import { ProviderError } from "./provider-error";

const launchRules: readonly PaceRule[] = [
  { everyMs: 1_000 },
  { everyMs: 12_000, path: /\/launch$/, method: "POST" },
];
const read = { method: "GET", path: "/instances" };
const launch = { method: "POST", path: "/launch" };

/** A clock that advances only when a caller sleeps, or not at all, so that all calls arrive at once. */
function fakeClock({ isStill = false } = {}) {
  const clock = {
    nowMs: Date.parse("2026-11-23T10:00:00.000Z"),
    slept: [] as number[],
    during: () => {},
    now: () => clock.nowMs,
    sleep: async (waitMs: number) => {
      clock.slept.push(waitMs);
      clock.during();
      if (!isStill) clock.nowMs += waitMs;
    },
  };
  return clock;
}

describe("a gate", () => {
  it("lets calls through one by one, as far apart as the rule says", async () => {
    const clock = fakeClock({ isStill: true });
    const gate = createGates(clock).of("lambda", "key", launchRules);
    await Promise.all([gate.pass(read), gate.pass(read), gate.pass(read)]);
    expect(clock.slept).toEqual([1_000, 2_000]);
  });

  it("does not delay a call that comes late enough", async () => {
    const clock = fakeClock();
    const gate = createGates(clock).of("lambda", "key", launchRules);
    await gate.pass(read);
    clock.nowMs += 1_000;
    await gate.pass(read);
    expect(clock.slept).toEqual([]);
  });

  it("applies every rule that matches a call, by method and path", async () => {
    const clock = fakeClock();
    const gate = createGates(clock).of("lambda", "key", launchRules);
    await gate.pass(launch);
    await gate.pass({ method: "GET", path: "/launch" });
    await gate.pass(launch);
    expect(clock.slept).toEqual([1_000, 11_000]);
  });

  it("does not delay a read while a launch waits, and still keeps the two apart", async () => {
    const clock = fakeClock({ isStill: true });
    const gate = createGates(clock).of("lambda", "key", launchRules);
    await Promise.all([gate.pass(launch), gate.pass(launch)]);
    for (let reads = 0; reads < 12; reads += 1) await gate.pass(read);
    const queuedLaunch = 12_000;
    const besideIt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13].map((seconds) => seconds * 1_000);
    expect(clock.slept).toEqual([queuedLaunch, ...besideIt]);
  });

  it("does not let a read through so close to a waiting launch that the launch would come too soon", async () => {
    const clock = fakeClock({ isStill: true });
    const gate = createGates(clock).of("lambda", "key", launchRules);
    await Promise.all([gate.pass(launch), gate.pass(launch)]);
    clock.nowMs += 11_500;
    await gate.pass(read);
    expect(clock.slept).toEqual([12_000, 1_500]);
  });

  it("refuses a call that would wait over 30 s, with the time to retry, and gives its turn to others", async () => {
    const clock = fakeClock({ isStill: true });
    const gate = createGates(clock).of("lambda", "key", launchRules);
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => gate.pass(launch)));
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    expect(results[4]).toMatchObject({ reason: { kind: "rate_limit", retryAfterMs: 36_000 } });
    expect(clock.slept).toEqual([12_000, 24_000]);
  });

  it("is shared by all callers of the same API, and by no others", async () => {
    const clock = fakeClock();
    const gates = createGates(clock);
    await gates.of("lambda", "key", launchRules).pass(read);
    await gates.of("lambda", "nobody", launchRules).pass(read);
    await gates.of("vastai", "key", launchRules).pass(read);
    expect(clock.slept).toEqual([1_000]);
  });

  it("ends a wait when its caller aborts", async () => {
    const gate = createGates().of("lambda", "key", [{ everyMs: 20_000 }]);
    await gate.pass(read);
    const reason = new Error("enough");
    await expect(gate.pass(read, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe("rate-limit headers", () => {
  const limit = (ratelimit: string) => ({ status: 200, headers: { ratelimit } });

  it.each([
    ["an exhausted window", limit('"minute";r=0;t=12, "hour";r=2800;t=1812'), 12_000],
    ["its parameters in another order", limit('"minute"; t=7; r=0'), 7_000],
    ["the longest of several", limit('"minute";r=0;t=5, "hour";r=0;t=20'), 20_000],
    ["a 429 with Retry-After", { status: 429, headers: { "retry-after": "9" } }, 9_000],
    [
      "a 429 by a date after its own, whatever our clock says",
      {
        status: 429,
        headers: { date: "Tue, 24 Nov 2020 10:00:00 GMT", "retry-after": "Tue, 24 Nov 2020 10:00:08 GMT" },
      },
      8_000,
    ],
  ])("%s closes the gate for that long", async (_, answer, waitMs) => {
    const clock = fakeClock();
    const gate = createGates(clock).of("runpod", "key", []);
    gate.observe(answer);
    await gate.pass(read);
    expect(clock.slept).toEqual([waitMs]);
  });

  it.each([
    limit('"minute";r=1;t=12'),
    limit('"minute";r=0;t=soon'),
    limit("r=0"),
    { status: 200, headers: { "retry-after": "9" } },
    { status: 429, headers: {} },
  ])("%j closes nothing", async (answer) => {
    const clock = fakeClock();
    const gate = createGates(clock).of("runpod", "key", []);
    gate.observe(answer);
    await gate.pass(read);
    expect(clock.slept).toEqual([]);
  });

  it("applies to calls that already wait, and not to another caller", async () => {
    const clock = fakeClock();
    const gates = createGates(clock);
    const gate = gates.of("runpod", "key", [{ everyMs: 1_000 }]);
    await gate.pass(read);
    clock.during = () => {
      clock.during = () => {};
      gate.observe(limit('"minute";r=0;t=15'));
    };
    await gate.pass(read);
    expect(clock.slept).toEqual([1_000, 14_000]);
    await gates.of("runpod", "nobody", []).pass(read);
    expect(clock.slept).toHaveLength(2);
  });

  it("closes the gate for an hour at most", async () => {
    const gate = createGates(fakeClock()).of("runpod", "key", []);
    gate.observe(limit('"minute";r=0;t=99999999999'));
    await expect(gate.pass(read)).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  });
});

describe("the client", () => {
  it("waits for a turn before every attempt, and observes every answer", async () => {
    const clock = fakeClock();
    const gate = createGates(clock).of("x", "key", [{ everyMs: 500 }]);
    const answers: Answer[] = [
      { status: 429, headers: { "retry-after": "3" }, body: "" },
      { status: 200, headers: { ratelimit: '"minute";r=0;t=4' }, body: { ok: true } },
    ];
    const { received, result } = await withLoopback(
      () => answers.shift() ?? { body: { ok: true } },
      async ({ origin }) => {
        const http = createHttp({ allowPrivate: true, wait: () => 0 });
        try {
          const first = await http.exchange({ url: `${origin}/a`, gate });
          const second = await http.json({ url: `${origin}/b`, gate });
          return [first.status, second];
        } finally {
          await http.close();
        }
      },
    );
    expect(result).toEqual([200, { ok: true }]);
    expect(received.map(({ path }) => path)).toEqual(["/a", "/a", "/b"]);
    expect(clock.slept).toEqual([3_000, 4_000]);
  });

  it("makes no call while the gate is closed for long", async () => {
    const gate = createGates(fakeClock()).of("x", "key", []);
    gate.observe({ status: 429, headers: { "retry-after": "120" } });
    const { received, result } = await withLoopback(
      () => ({ body: {} }),
      async ({ http, origin }) => await http.json({ url: origin, gate }).catch((error: unknown) => error),
    );
    expect(received).toEqual([]);
    expect(result).toBeInstanceOf(ProviderError);
    expect(result).toMatchObject({ kind: "rate_limit", retryAfterMs: 120_000 });
  });
});
