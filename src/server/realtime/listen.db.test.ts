import pino from "pino";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { MARKET_CHANNEL, type MarketEvent } from "@/domain/events/market";
import { type DatabaseGate, databaseGate } from "@/server/database-gate.double";
import { db } from "@/server/db";
import { openLog } from "@/server/log";
import { settings } from "@/server/settings";
import { listen } from "./listen";

const soon = { timeout: 15_000, interval: 10 };
const limits = { answerWithinMs: 300, probeEveryMs: 100 };
const event: MarketEvent = {
  type: "provider.health",
  provider: "vultr",
  source: "live",
  ok: true,
  at: "2026-11-01T10:00:00.000Z",
};

let gate: DatabaseGate;
let listener: ReturnType<typeof listen>;

afterAll(() => db().$disconnect());
afterEach(async () => {
  await listener.close();
  await gate.close();
});

it("waits for a database that is away at the start, and hears once it is there", async () => {
  const { heard, resyncs } = await listenThroughGate();
  await gate.open();
  await listener.connected;
  await notify();
  await vi.waitUntil(() => heard.length === 1, soon);
  expect(resyncs).toHaveLength(1);
});

it("notices a connection whose server no longer answers, connects again and asks for a resync", async () => {
  const { heard, resyncs } = await listenThroughGate();
  await gate.open();
  await listener.connected;
  gate.freeze();
  // Lost: nothing passes, and nothing says so.
  await notify();
  const before = resyncs.length;
  await vi.waitUntil(() => lostConnections(), soon);
  gate.thaw();
  await vi.waitUntil(() => resyncs.length === before + 1, soon);
  heard.length = 0;
  await notify();
  await vi.waitUntil(() => heard.length === 1, soon);
});

it("closes within seconds while its server hangs", async () => {
  await listenThroughGate();
  await gate.open();
  await listener.connected;
  gate.freeze();
  const begin = performance.now();
  await listener.close();
  expect(performance.now() - begin).toBeLessThan(3_000);
});

it("writes few lines about many events that are none, and nothing of what they say", async () => {
  const lines: string[] = [];
  gate = await databaseGate(settings().DATABASE_URL);
  await gate.open();
  const heard: MarketEvent[] = [];
  const log = openLog({ level: "info" }, { write: (line) => void lines.push(line) });
  const handlers = { onEvent: (one: MarketEvent) => heard.push(one), onReconnect: () => undefined };
  listener = listen(gate.urlOf(settings().DATABASE_URL), log, handlers);
  await listener.connected;
  await db().$executeRaw`
    select pg_notify(${MARKET_CHANNEL}, place || repeat(' forged', 1000)) from generate_series(1, 5000) as place`;
  await notify();
  await vi.waitUntil(() => heard.length === 1, soon);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThanOrEqual(10);
  expect(lines.filter((line) => line.includes("forged") || line.length > 300)).toEqual([]);
});

let lost = 0;
const lostConnections = () => lost > 0;

async function listenThroughGate() {
  gate = await databaseGate(settings().DATABASE_URL);
  lost = 0;
  const heard: MarketEvent[] = [];
  const resyncs: number[] = [];
  const counting = pino(
    { level: "warn" },
    { write: (line: string) => void (line.includes("connection lost") && lost++) },
  );
  listener = listen(
    gate.urlOf(settings().DATABASE_URL),
    counting,
    { onEvent: (one) => heard.push(one), onReconnect: () => resyncs.push(performance.now()) },
    limits,
  );
  return { heard, resyncs };
}

async function notify(): Promise<void> {
  await db().$executeRaw`select pg_notify(${MARKET_CHANNEL}, ${JSON.stringify(event)})`;
}
