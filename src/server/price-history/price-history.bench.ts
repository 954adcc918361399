import pg from "pg";
import pino from "pino";
import { gpus } from "@/domain/gpu/gpu";
import type { HistoryWindow } from "@/domain/price/price-history";
import type { Context } from "@/server/context";
import { asOwner, ownerUrl } from "@/server/database.double";
import { connect, type Db } from "@/server/db";
import { providerNames } from "@/server/providers/provider-names";
import { settings } from "@/server/settings";
import { quantiles, timesOfAsync } from "../../../scripts/bench/measure";
import { report } from "../../../scripts/bench/report";
import { gpuPriceHistory } from "./gpu-price-history";
import { keepPriceHistory } from "./keep-price-history";
import { priceStore } from "./store/choose";
import { clickhouse, ensureTables } from "./store/clickhouse-client";
import type { PriceStore } from "./store/contract";

/**
 * The history of one GPU at all providers: 24 hours of points every five minutes, and a year of hours, among those of other
 * GPUs. Anchors: a plain select by primary key of as many rows as the answer has, and of all rows in the window.
 */
const GPUS = 6;
const SERIES = providerNames.length * GPUS * 2;
const ROUNDS = 21;
/** Milliseconds mean little on a busy machine: a bound is exceeded only if its ratio to the anchor is exceeded too. */
type Bound = { ms: number; ratio: number };
const windows = [
  { window: "24h", rows: providerNames.length * 288, bound: { ms: 50, ratio: 4 } },
  { window: "30d", rows: providerNames.length * 8640, bound: null },
  { window: "1y", rows: providerNames.length * 8760, bound: { ms: 100, ratio: 6 } },
] as const satisfies { window: HistoryWindow; rows: number; bound: Bound | null }[];

const now = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
const { DATABASE_URL: databaseUrl } = settings();
const db = connect(databaseUrl);
const ctx: Context = {
  db,
  now,
  actor: { type: "system", job: "bench", organizationId: null },
  requestId: "req_bench",
  log: pino({ level: "silent" }),
};
// The anchor is a table of its own, which only the owner may make.
const client = new pg.Client({ connectionString: ownerUrl() });
await client.connect();

await fill(db);
console.log(
  `one GPU at ${providerNames.length} providers, among ${SERIES} series: points every 5 minutes for 30 days, hours for a year`,
);
await compare("PostgreSQL", priceStore(ctx, undefined));
const url = process.env.TEST_CLICKHOUSE_URL;
if (url) {
  await fillClickHouse(url);
  await asOwner`truncate gpu_price_points, gpu_price_hours`;
  await compare("ClickHouse", priceStore(ctx, url));
} else console.log("skipped: the same on ClickHouse (no TEST_CLICKHOUSE_URL)");
await client.end();
await db.$disconnect();

async function compare(name: string, store: PriceStore): Promise<void> {
  for (const { window, rows, bound } of windows) {
    const input = { gpuId: gpus[0]?.id ?? "", isSpot: false, window };
    const answer = await gpuPriceHistory(ctx, input, store);
    const points = answer.series.reduce((total, { points: some }) => total + some.length, 0);
    const took = await measure(() => gpuPriceHistory(ctx, input, store));
    const same = await measure(() => select(points));
    const all = await measure(() => select(rows), 5);
    report({
      name: `history on ${name}: ${window}, best`,
      value: took.best,
      unit: "ms",
      anchor: { name: "a select of as many rows", value: same.best },
      note: `p50 ${took.p50.toFixed(1)} ms for ${points} of ${rows} points; a select of all rows ${all.p50.toFixed(0)} ms`,
      ...(name === "PostgreSQL" && bound ? { bound: heldBy(bound, took.best, same.best) } : {}),
    });
  }
}

function heldBy(bound: Bound, ms: number, anchorMs: number) {
  const isHeld = ms <= bound.ms || ms / anchorMs <= bound.ratio;
  return { text: `${bound.ms} ms or ${bound.ratio} x the anchor`, isHeld };
}

/** The best of many runs shows the cost of the work itself; the median includes the load of the machine. */
async function measure(run: () => Promise<unknown>, rounds = ROUNDS) {
  return quantiles(await timesOfAsync(run, { rounds }));
}

function select(rows: number) {
  return client.query("select id, at, lowest, median, offers from anchor where id <= $1", [rows]);
}

async function fill(target: Db): Promise<void> {
  await target.priceRollUp.updateMany({ data: { rolledUpTo: now } });
  await keepPriceHistory(ctx);
  const chosen = gpus.slice(0, GPUS).map(({ id }) => id);
  const slugs = providerNames.map(({ slug }) => slug);
  await target.$executeRaw`
    insert into gpu_price_series (id, provider, source, gpu_id, is_spot, lowest_micro_usd, median_micro_usd, offer_count,
      first_seen_at, changed_at)
    select row_number() over (), provider, 'live', gpu, is_spot, 1, 1, 1, ${now}::timestamptz - interval '1 year', ${now}::timestamptz
    from unnest(${chosen}::text[]) as gpu, unnest(array[false, true]) as is_spot, unnest(${slugs}::text[]) as provider`;
  await target.$executeRaw`
    insert into provider_health (provider, source, last_success_at)
    select provider, 'live', ${now}::timestamptz from unnest(${slugs}::text[]) as provider`;
  await target.$executeRaw`
    insert into gpu_price_points
    select id, at, 1000000 + (random() * 1e6)::int, 2500000, 1 + (random() * 9)::int
    from generate_series(${now}::timestamptz - interval '30 days', ${now}::timestamptz - interval '5 minutes', interval '5 minutes') as at,
      generate_series(1, ${SERIES}::int) as id`;
  await target.$executeRaw`
    insert into gpu_price_hours
    select id, hour, hour + interval '55 minutes', 1000000 + (random() * 1e6)::int, 2500000, 1 + (random() * 9)::int
    from generate_series(${now}::timestamptz - interval '8760 hours', ${now}::timestamptz - interval '1 hour', interval '1 hour') as hour,
      generate_series(1, ${SERIES}::int) as id`;
  await client.query(`create temporary table anchor as
    select id, now() as at, 1000000::bigint + id as lowest, 2500000::bigint as median, 3 as offers
    from generate_series(1, ${providerNames.length * 8760}) as id`);
  await client.query("alter table anchor add primary key (id)");
  await client.query("vacuum analyze anchor");
  await asOwner`vacuum analyze gpu_price_points, gpu_price_hours`;
}

async function fillClickHouse(address: string): Promise<void> {
  await ensureTables(address);
  const rows = (name: string, count: number, seconds: number, columns: string) => `
    insert into ${name} select number % ${SERIES} + 1, ${columns}, 1000000 + rand() % 1000000, 2500000, 1 + rand(1) % 9
    from (select number, fromUnixTimestamp64Milli(toInt64(${now.getTime()} - (intDiv(number, ${SERIES}) + 1) * ${seconds * 1000}), 'UTC') as time
      from numbers(${count * SERIES}))`;
  await clickhouse(address).command({ query: "truncate table gpu_price_hours" });
  await clickhouse(address).command({
    query: rows("gpu_price_hours", 8760, 3600, "time, time + interval 55 minute"),
  });
  await clickhouse(address).command({ query: rows("gpu_price_points", 8640, 300, "time") });
}
