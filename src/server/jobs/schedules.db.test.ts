import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Settings are read once per load of their module. */
async function schedulesUnder(settings: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { wantedSchedules } = await import("./schedules");
  return new Map(wantedSchedules().map((schedule) => [schedule.key, schedule]));
}

const simulated = { MARKET: "simulated", SIMULATOR_URL: "http://127.0.0.1:1" };
const keyless = { MARKET: "real", RUNPOD_API_KEY: "", VAULT_ADDR: "" };

it("takes fixed schedules from the catalogue", async () => {
  const schedules = await schedulesUnder(keyless);
  expect(schedules.get("keep-price-history")).toEqual({
    key: "keep-price-history",
    job: "keep-price-history",
    payload: {},
    repetition: { everyMs: 900_000 },
  });
  expect(schedules.get("record-index")?.repetition).toEqual({ everyMs: 900_000 });
});

it("polls the feeds that need no key or have theirs, and starts one per second", async () => {
  const polls = [...(await schedulesUnder(keyless)).values()].filter(({ job }) => job === "poll-provider");
  expect(polls.map(({ key }) => key)).toContain("poll-provider:vultr");
  expect(polls.map(({ key }) => key)).not.toContain("poll-provider:lambda");
  const first = polls.map(({ repetition }) => "everyMs" in repetition && repetition.firstAfterMs);
  expect(first).toEqual(polls.map((_poll, index) => index * 1000));
  const withKey = await schedulesUnder({ ...keyless, LAMBDA_API_KEY: "k" });
  expect(withKey.has("poll-provider:lambda")).toBe(true);
});

it("polls every feed when Vault may have its key", async () => {
  const vault = { VAULT_ADDR: "https://vault.example", VAULT_TOKEN: "t" };
  const schedules = await schedulesUnder({ ...keyless, ...vault });
  expect(schedules.has("poll-provider:lambda")).toBe(true);
});

it("polls and records more often in a simulated market, where prices move quickly", async () => {
  const schedules = await schedulesUnder(simulated);
  const polls = [...schedules.values()].filter(({ job }) => job === "poll-provider");
  expect(polls.map(({ repetition }) => repetition)).toEqual(
    polls.map((_poll, index) => ({ everyMs: 7000, firstAfterMs: index * 200 })),
  );
  expect(schedules.get("record-index")?.repetition).toEqual({ everyMs: 60_000 });
});

it("moves price points only when ClickHouse is configured", async () => {
  expect((await schedulesUnder(keyless)).has("move-price-points")).toBe(false);
  const schedules = await schedulesUnder({ ...keyless, CLICKHOUSE_URL: "http://clickhouse.example" });
  expect(schedules.get("move-price-points")?.repetition).toEqual({ everyMs: 10_000 });
});
