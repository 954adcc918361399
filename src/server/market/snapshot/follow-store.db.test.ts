import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { asOwner, emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { settings } from "@/server/settings";
import { followStore } from "./follow-store";
import { openStore } from "./store";

const feed = { provider: "vultr", source: "live" as const };
const start = new Date("2026-11-01T10:00:00Z");
const later = new Date("2026-11-01T10:01:00Z");

const pool = new pg.Pool({ connectionString: settings().DATABASE_URL, max: 2 });
let contextAt: (now: Date) => Context;
beforeAll(async () => {
  contextAt = await emptyMarket();
});
afterAll(() => pool.end());

it("catches up as soon as the database can be read again, without another event", async () => {
  const ingest = (now: Date, usd: number) =>
    ingestAnswer(contextAt(now), { ...feed, offers: [sampleOffer("a", usd)], skipped: [], latencyMs: 1 });
  const { db } = contextAt(start);
  await ingest(start, 2);
  const store = await openStore(pool, "live");
  const said: string[] = [];
  const { onEvent } = followStore(store, pino({}, { write: (line) => void said.push(line) }));
  await ingest(later, 3);
  const { revision } = await db.offer.findFirstOrThrow();
  await asOwner`alter table offers rename to offers_away`;
  try {
    const change = { revision: Number(revision), at: later.toISOString(), added: 0, changed: 1, gone: 0 };
    onEvent({ type: "offers.changed", ...feed, ...change, prices: null });
    await expect.poll(() => said.filter((line) => line.includes("reload failed")).length).toBeGreaterThan(1);
  } finally {
    await asOwner`alter table offers_away rename to offers`;
  }
  const prices = () => store.market.columns.rows.map(({ microUsdPerGpuHour }) => microUsdPerGpuHour / 1e6);
  await expect.poll(prices, { timeout: 10_000 }).toEqual([3]);
});
