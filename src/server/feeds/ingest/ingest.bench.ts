import { monitorEventLoopDelay } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import pino from "pino";
import type { Offer } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { ownerUrl } from "@/server/database.double";
import { connect } from "@/server/db";
import { settings } from "@/server/settings";
import { report, reportAnchor } from "../../../../scripts/bench/report";
import { ingestAnswer } from "./ingest";

/** Ingest of 100,000 new, changed and unchanged offers, compared with COPY of the same rows into a bare table. */
const OFFERS = 100_000;
const MOST_CPU_SECONDS = 3;
const MOST_LAG_P99_MS = 50;
const databaseUrl = settings().DATABASE_URL;
const db = connect(databaseUrl);

let tick = 0;
const results: { name: string; seconds: number; cpuSeconds: number; lagP99Ms: number; lagMostMs: number }[] =
  [];

async function measure(name: string, offers: Offer[]): Promise<void> {
  tick += 1;
  const now = new Date(Date.UTC(2026, 0, 1, 0, tick));
  const ctx: Context = {
    db,
    now,
    actor: { type: "system", job: "bench", organizationId: null },
    requestId: `req_${tick}`,
    log: pino({ level: "silent" }),
  };
  const lag = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const started = performance.now();
  lag.enable();
  await ingestAnswer(ctx, { provider: "vastai", source: "live", offers, skipped: [], latencyMs: 0 });
  lag.disable();
  const { user, system } = process.cpuUsage(cpu);
  results.push({
    name,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    lagP99Ms: lag.percentile(99) / 1e6,
    lagMostMs: lag.max / 1e6,
  });
}

async function copy(offers: Offer[]): Promise<number> {
  // The anchor is a table of its own, which only the owner may make.
  const client = new pg.Client({ connectionString: ownerUrl() });
  await client.connect();
  await client.query(
    "create temporary table bare (external_id text, instance_type text, gpu_id text, price bigint, region text, vram float8, at timestamptz)",
  );
  const lines = Readable.from(
    offers.map(
      (one, index) =>
        `${one.externalId}\t${one.instanceType}\t${one.gpuId}\t${2_000_000 + index}\t${one.region}\t${one.vramGib}\t2026-01-01T00:00:00Z\n`,
    ),
  );
  const started = performance.now();
  await pipeline(lines, client.query(copyFrom("copy bare from stdin")));
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  return seconds;
}

const first = offersAt(0);
const copySeconds = await copy(first);
await measure("new", first);
await measure("changed", offersAt(1));
await measure("unchanged", offersAt(1));
await db.$disconnect();

const anchor = { name: "COPY of seven columns into a bare table", value: copySeconds };
reportAnchor(`ingest of ${OFFERS.toLocaleString("en")} offers`, anchor, "s");
for (const { name, seconds, cpuSeconds, lagP99Ms, lagMostMs } of results) {
  report({
    name: `ingest: all ${name}`,
    value: seconds,
    unit: "s",
    anchor,
    note: `${cpuSeconds.toFixed(2)} s of CPU, event-loop lag p99 ${lagP99Ms.toFixed(0)} ms, longest hold ${lagMostMs.toFixed(0)} ms`,
    bound: {
      text: `${MOST_CPU_SECONDS} s of CPU and a lag of ${MOST_LAG_P99_MS} ms`,
      isHeld: cpuSeconds <= MOST_CPU_SECONDS && lagP99Ms <= MOST_LAG_P99_MS,
    },
  });
}

function offersAt(round: number): Offer[] {
  return Array.from({ length: OFFERS }, (_, index) =>
    sampleOffer(`machine-${index}`, 1.5 + (index % 1000) / 1000 + round / 2000, {
      instanceType: `${1 + (index % 8)}x A100`,
      gpuCount: 1 + (index % 8),
      isSpot: index % 3 === 0,
      region: `region-${index % 50}`,
      vcpus: 16,
      ramGib: 128,
      diskGib: 500,
      reliability: 0.99,
    }),
  );
}
