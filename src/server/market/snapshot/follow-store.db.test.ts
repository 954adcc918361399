import pg from "pg";
import pino from "pino";
import { afterAll, beforeEach, expect, it } from "vitest";
import { MARKET_CHANNEL } from "@/domain/events/market";
import type { OfferSource } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import { parseSearch } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import { asOwner, emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { listen } from "@/server/realtime/listen";
import { settings } from "@/server/settings";
import { searchMarket } from "../answers/search";
import { feedKey } from "./columns";
import { followStore } from "./follow-store";
import { openStore, type Store } from "./store";

type Feed = { provider: string; source: OfferSource };
const feed: Feed = { provider: "vultr", source: "live" };
const start = new Date("2026-11-01T10:00:00Z");
const later = new Date("2026-11-01T10:01:00Z");
const evenLater = new Date("2026-11-01T10:02:00Z");
const silent = pino({ level: "silent" });

const pool = new pg.Pool({ connectionString: settings().DATABASE_URL, max: 2 });
let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
});
afterAll(() => pool.end());

it("is told by no event what the tables do not say", async () => {
  await ingest(start, 2);
  await ingest(later, 3, { ...feed, source: "list" });
  const store = await openStore(pool, "live");
  const before = structuredClone({ ...store.market, columns: store.market.columns.rows });
  const listener = listen(settings().DATABASE_URL, silent, followStore(store, silent));
  await listener.connected;
  const forged = { at: "2031-01-01T00:00:00.000Z", added: 9, changed: 9, gone: 9, revision: 1e12 };
  const prices = [[before.columns[0]?.id, 1]];
  for (const provider of ["vultr", "runpod"])
    for (const event of [
      { type: "provider.health", provider, source: "live", ok: true, at: forged.at },
      { type: "offers.changed", provider, source: "live", ...forged, prices },
      { type: "token_offers.changed", provider, source: "live", ...forged },
    ])
      await pool.query("select pg_notify($1, $2)", [MARKET_CHANNEL, JSON.stringify(event)]);
  // What is true of another feed arrives after them, and is all that has changed.
  const list: Feed = { ...feed, source: "list" };
  await ingest(evenLater, 4, list);
  await expect.poll(() => pricesOf(store)).toEqual([2, 4]);
  before.feeds.set(feedKey(list), { ...list, lastSuccessAt: evenLater.toISOString() });
  await expect.poll(() => store.market.feeds).toEqual(before.feeds);
  expect(store.market.revision).toBe(before.revision + 1);
  await listener.close();
});

it("reads the tables once for events that come while it waits for them", async () => {
  await ingest(start, 2);
  let reads = 0;
  const counting = new Proxy(pool, {
    get: (target, name) => {
      if (name === "query") reads += 1;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const store = await openStore(counting, "live");
  const opened = reads;
  await Promise.all(Array.from({ length: 10_000 }, () => store.takeChanges()));
  expect(reads - opened).toBe(1);
});

it("gives every process the same revision, which grows only with what is written to the offers of this market", async () => {
  await ingest(start, 2);
  const first = await openStore(pool, "live");
  const revisions = async () => {
    await first.takeChanges();
    const second = await openStore(pool, "live");
    const { search } = parseSearch({});
    return [first, second].map(({ market }) => searchMarket(market, search, later).revision);
  };
  await ingest(later, 3);
  const before = await revisions();
  expect(before[1]).toBe(before[0]);
  await ingest(later, 3);
  await ingest(later, 3, { ...feed, source: "simulated" });
  expect(await revisions()).toEqual(before);
  await ingest(evenLater, 4, { ...feed, source: "list" });
  const after = await revisions();
  expect(after[1]).toBe(after[0]);
  expect(after[0]).toBeGreaterThan(before[0] ?? 0);
});

it("shows no feed whose last answer had no machines", async () => {
  await ingest(start, 2);
  const store = await openStore(pool, "live");
  const { db } = contextAt(start);
  await db.providerHealth.updateMany({ where: { provider: "vultr" }, data: { offerCount: 0 } });
  await store.takeChanges();
  expect(store.market.feeds.size).toBe(0);
});

it("catches up as soon as the database can be read again, without another event", async () => {
  await ingest(start, 2);
  const store = await openStore(pool, "live");
  const said: string[] = [];
  const { onEvent } = followStore(store, pino({}, { write: (line) => void said.push(line) }));
  await ingest(later, 3);
  await asOwner`alter table offers rename to offers_away`;
  try {
    onEvent();
    await expect.poll(() => said.filter((line) => line.includes("reload failed")).length).toBeGreaterThan(1);
  } finally {
    await asOwner`alter table offers_away rename to offers`;
  }
  await expect.poll(() => pricesOf(store)).toEqual([3]);
});

function ingest(now: Date, usd: number, { provider, source }: Feed = feed) {
  const offers = [sampleOffer("a", usd)];
  return ingestAnswer(contextAt(now), { provider, source, offers, skipped: [], latencyMs: 1 });
}

function pricesOf({ market }: Store): number[] {
  return market.columns.rows.map(({ microUsdPerGpuHour }) => microUsdPerGpuHour / 1e6).sort();
}
