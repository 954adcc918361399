import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { beforeEach, describe, expect, it } from "vitest";
import { sampleOffer } from "@/domain/offer/offer.double";
import { spanOf } from "@/domain/price/price-history";
import { asOwner, emptyMarket, type TestContext, untilWaiting } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { keepPriceHistory } from "../keep-price-history";
import { priceStore } from "./choose";
import { emptyClickHouse } from "./clickhouse.double";
import { clickhouse, ensureTables } from "./clickhouse-client";
import type { PricePoint } from "./contract";
import { movePoints } from "./move-points";

const clickhouseUrl = process.env.TEST_CLICKHOUSE_URL;
if (!clickhouseUrl) console.warn("skipped: moving prices to ClickHouse (no TEST_CLICKHOUSE_URL)");

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
// ClickHouse deletes by its own clock, so these histories end now.
const now = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
const ago = (ms: number) => new Date(now.getTime() - ms);

let contextAt: (now: Date) => TestContext;
beforeEach(async () => {
  contextAt = await emptyMarket();
});

describe.skipIf(!clickhouseUrl)(`movePoints${clickhouseUrl ? "" : " (skipped: no ClickHouse)"}`, () => {
  const url = clickhouseUrl ?? "";
  const pricesOf = async (id: string) => {
    const rows = await priceStore(contextAt(now), url).read("offer", [id], spanOf("24h", now));
    return rows.map(({ values: [price] }) => price);
  };
  beforeEach(() => emptyClickHouse(url));

  it("polls continue while ClickHouse refuses connections, and waiting rows move when it is back", async () => {
    const dead = `http://127.0.0.1:${await closedPort()}`;
    const poll = (minutes: number, usd: number) =>
      ingestAnswer(contextAt(ago((10 - minutes) * MINUTE_MS)), {
        provider: "vultr",
        source: "live",
        offers: [sampleOffer("a", usd)],
        skipped: [],
        latencyMs: 1,
      });
    await poll(0, 2);
    expect(await movePoints(contextAt(now), dead)).toEqual({
      moved: 0,
      waiting: 2,
      failure: "ECONNREFUSED",
    });
    await poll(1, 2.1);
    await poll(2, 2.2);
    expect(await movePoints(contextAt(now), dead)).toEqual({
      moved: 0,
      waiting: 6,
      failure: "ECONNREFUSED",
    });
    expect(await movePoints(contextAt(now), url)).toEqual({ moved: 6, waiting: 0, failure: null });
    const { id } = await contextAt(now).db.offer.findFirstOrThrow();
    expect(await pricesOf(id)).toEqual([2e6, 2.1e6, 2.2e6]);
    expect(await movePoints(contextAt(now), url)).toEqual({ moved: 0, waiting: 0, failure: null });
  });

  it("a crash between the insert in ClickHouse and the commit in PostgreSQL sends the rows again without duplicates", async () => {
    const { db } = contextAt(now);
    await given([
      ["a", ago(3 * HOUR_MS), 1],
      ["a", ago(2 * HOUR_MS), 2],
    ]);
    await asOwner`
      create function refuse_commit() returns trigger language plpgsql as $$ begin raise 'no commit'; end $$;
      create constraint trigger refuse_commit after delete on price_points
        deferrable initially deferred for each row execute function refuse_commit()`;
    try {
      await expect(movePoints(contextAt(now), url)).rejects.toThrow(/no commit/);
    } finally {
      await asOwner`drop function refuse_commit cascade`;
    }
    expect(await db.pricePoint.count()).toBe(2);
    expect(await rawCount(url, "price_points")).toBe(2);
    expect(await movePoints(contextAt(now), url)).toMatchObject({ moved: 2, waiting: 0 });
    expect(await pricesOf("a")).toEqual([1, 2]);
  });

  it("a row that moves during a read is in the answer", async () => {
    const { db } = contextAt(now);
    const at = ago(2 * HOUR_MS);
    await given([["a", at, 7]]);
    const reading: Promise<PricePoint[]>[] = [];
    await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`lock table price_points in access exclusive mode`;
        reading.push(priceStore(contextAt(now), url).read("offer", ["a"], spanOf("24h", now)));
        await untilWaiting(db, 1);
        // Earlier questions to ClickHouse are answered before the batch arrives there.
        for (let round = 0; round < 3; round += 1) expect(await rawCount(url, "price_points")).toBe(0);
        const row = { offer_id: "a", at: at.getTime(), micro_usd_per_gpu_hour: 7 };
        await clickhouse(url).insert({ table: "price_points", values: [row], format: "JSONEachRow" });
        await tx.$executeRaw`delete from price_points`;
      },
      { timeout: 30_000 },
    );
    expect((await Promise.all(reading)).flat()).toEqual([{ key: "a", at, values: [7] }]);
  });

  it("no waiting row is dropped, however old it is", async () => {
    await given([["a", ago(100 * DAY_MS), 1]]);
    await keepPriceHistory(contextAt(ago(95 * DAY_MS)), url);
    await keepPriceHistory(contextAt(now), url);
    expect(await contextAt(now).db.pricePoint.count()).toBe(1);
    await movePoints(contextAt(now), url);
    const { dropped } = await keepPriceHistory(contextAt(now), url);
    expect(dropped.some((name) => name.startsWith("price_points_"))).toBe(true);
  });
});

describe("a ClickHouse that goes down", () => {
  it("after its tables were created leaves the prices waiting, and the job does not fail", async () => {
    let isUp = true;
    const server = createHttpServer((request, response) => {
      if (isUp) response.end();
      else request.socket.destroy();
    });
    const url = await addressOf(server);
    await given([["a", ago(HOUR_MS), 1]]);
    await ensureTables(url);
    isUp = false;
    const wait = { moved: 0, waiting: 1, failure: "ECONNRESET" };
    expect(await movePoints(contextAt(now), url)).toEqual(wait);
    await new Promise((resolve) => server.close(resolve));
    expect(await movePoints(contextAt(now), url)).toEqual({ ...wait, failure: "ECONNREFUSED" });
  });

  it("a read fails with an error that names ClickHouse when it does not answer, and returns no partial history", async () => {
    const dead = `http://127.0.0.1:${await closedPort()}`;
    const read = priceStore(contextAt(now), dead).read("offer", ["a"], spanOf("24h", now));
    await expect(read).rejects.toMatchObject({ code: "PROVIDER_FAILED" });
  });
});

async function given(points: [offerId: string, at: Date, price: number][]): Promise<void> {
  const data = points.map(([offerId, at, price]) => ({ offerId, at, microUsdPerGpuHour: BigInt(price) }));
  await contextAt(now).db.pricePoint.createMany({ data });
}

async function rawCount(url: string, table: string): Promise<number> {
  const answer = await clickhouse(url).query({
    query: `select count() as rows from ${table}`,
    format: "JSONEachRow",
  });
  const [row] = await answer.json<{ rows: number | string }>();
  return Number(row?.rows);
}

/** A port that nothing listens on any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await addressOf(server));
  await new Promise((resolve) => server.close(resolve));
  return Number(port);
}

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}
