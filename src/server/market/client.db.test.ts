import { createServer } from "node:net";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptySearch } from "@/domain/offer/offer-search";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import type { Context } from "@/server/context";
import { availabilityOf } from "@/server/database/availability";
import { emptyMarket } from "@/server/database.double";
import { databaseGate } from "@/server/database-gate.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { settings } from "@/server/settings";
import type { SearchResult } from "./answers/search";
import { startMarket } from "./client";

const start = new Date("2026-11-01T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let contextAt: (now: Date) => Context;
let market: ReturnType<typeof startMarket>;

beforeAll(async () => {
  contextAt = await emptyMarket();
  await ingest(start, [sampleOffer("a", 2), sampleOffer("b", 3)]);
  market = startMarket(settings().DATABASE_URL, pino({ level: "silent" }));
});
afterAll(() => market.close());

const hits = async (now: Date) => {
  const result = (await market.ask({
    ask: "search",
    search: { ...emptySearch, sort: "price" },
    now,
  })) as SearchResult;
  return result.hits;
};
const prices = async (now: Date) => (await hits(now)).map((hit) => hit.microUsdPerGpuHour / 1e6);
const daysOf = async (now: Date) => (await hits(now)).map(({ listedOn }) => listedOn);

describe("market thread", () => {
  it("contains what was committed before it started", async () => {
    expect(await prices(later(1))).toEqual([2, 3]);
  });

  it("follows each commit: new prices, new offers, offers that disappear and return", async () => {
    await ingest(later(1), [sampleOffer("a", 2.5), sampleOffer("b", 3), sampleOffer("c", 1)]);
    await expect.poll(() => prices(later(1))).toEqual([1, 2.5, 3]);
    await ingest(later(2), [sampleOffer("b", 3), sampleOffer("c", 1)]);
    await expect.poll(() => prices(later(2))).toEqual([1, 3]);
    await ingest(later(3), [sampleOffer("a", 2.5), sampleOffer("b", 3), sampleOffer("c", 1)]);
    await expect.poll(() => prices(later(3))).toEqual([1, 2.5, 3]);
  });

  it("is complete again after its connections were cut", async () => {
    const { db } = contextAt(start);
    await db.$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and (query ilike 'listen %' or application_name = '')`;
    await expect
      .poll(
        () =>
          ingest(later(4), [sampleOffer("a", 5)]).then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    await expect.poll(() => prices(later(4)).catch(() => []), { timeout: 15_000 }).toEqual([5]);
  });

  it("hides a live feed that has been silent for a day", async () => {
    expect(await prices(later(4 + 24 * 60 + 1))).toEqual([]);
  });

  it("reports a failing question without affecting the next", async () => {
    await expect(market.ask({ ask: "export-rows", cursor: 999, count: 1 })).rejects.toThrow(/no longer open/);
    expect(await prices(later(5))).toEqual([5]);
  });

  it("keeps a provider's list prices of machines although its feed has only models", async () => {
    const common = { provider: "fireworks", skipped: [], latencyMs: 1 };
    const listed = [{ ...sampleOffer("list", 7), listedOn: "2026-05-01/2026-05-31" }];
    await ingestAnswer(contextAt(later(4)), { ...common, source: "list", offers: listed });
    await ingestAnswer(contextAt(later(4)), {
      ...common,
      source: "live",
      offers: [],
      tokenOffers: [sampleTokenOffer("llama", { input: 1, output: 1 })],
    });
    await ingest(later(5), [sampleOffer("a", 6)]);
    await expect.poll(() => prices(later(5))).toEqual([6, 7]);
    expect(await daysOf(later(5))).toEqual([null, "2026-05-01/2026-05-31"]);
  });
});

describe("a database that accepts connections and never answers", () => {
  let connections = 0;
  const silent = createServer(() => {
    connections += 1;
  });
  const silentMarket = async () => {
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return startMarket(`postgresql://nobody@127.0.0.1:${port}/none`, pino({ level: "silent" }));
  };
  afterAll(() => silent.close());

  it("fails a question in time, and asks the database again", async () => {
    const deaf = await silentMarket();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = expect(deaf.ask({ ask: "best-prices", limit: 1, now: start })).rejects.toThrow(/in time/);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    await asked;
    // The first two are for the tables that the thread reads first.
    await expect.poll(() => connections, { timeout: 20_000 }).toBeGreaterThan(2);
    await deaf.close();
  });
});

describe("a database that is away at the start", () => {
  it("is waited for: questions are refused at once, and answered when it is there", async () => {
    const gate = await databaseGate(settings().DATABASE_URL);
    const url = gate.urlOf(settings().DATABASE_URL);
    const lines: string[] = [];
    const log = pino({ level: "error" }, { write: (line) => void lines.push(line) });
    const waiting = startMarket(url, log);
    const ask = () => waiting.ask({ ask: "best-prices", limit: 1, now: start });
    availabilityOf(url).suspect(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), 0);
    await expect.poll(() => availabilityOf(url).awayForMs()).not.toBeNull();
    await expect(ask()).rejects.toThrow(/the database is away/);
    await gate.open();
    await expect.poll(() => ask().catch(() => null), { timeout: 20_000 }).not.toBeNull();
    expect(lines).toEqual([]);
    await waiting.close();
    await gate.close();
  });
});

async function ingest(now: Date, offers: Offer[]): Promise<void> {
  await ingestAnswer(contextAt(now), {
    provider: "vultr",
    source: "live",
    offers,
    skipped: [],
    latencyMs: 1,
  });
}
