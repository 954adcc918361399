import pg from "pg";
import pino from "pino";
import { io, type Socket } from "socket.io-client";
import { MARKET_CHANNEL, marketEvent } from "@/domain/events/market";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { connect } from "@/server/db";
import { env } from "@/server/env";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { startGateway } from "./gateway";

/** From a provider's answer to the page that hears the new price, with 200 pages open; anchor: a bare NOTIFY round trip. */
const ROUNDS = 100;
const PAGES = 200;
const PORT = 21_356;
const MOST_P99_MS = 1000;
const publicUrl = "http://localhost:10355";
const databaseUrl = env().DATABASE_URL;
const log = pino({ level: "silent" });
const db = connect(databaseUrl);

await db.$executeRaw`truncate offers, price_points, quarantined_prices, provider_health, provider_polls cascade`;
const anchor = await notifyRoundTrips();
const gateway = await startGateway({ databaseUrl, publicUrl, port: PORT, log });
const pages = await Promise.all(Array.from({ length: PAGES }, openPage));
await poll(0);
const times: number[] = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  const heard = Promise.all(pages.map((page) => nextPrice(page, round)));
  const answeredAt = performance.now();
  await poll(round);
  await heard;
  times.push(performance.now() - answeredAt);
}
for (const page of pages) page.close();
await gateway.close();
await db.$disconnect();

const p99 = quantile(times, 0.99);
console.log(
  `push of a changed price to ${PAGES} open pages; anchor: NOTIFY round trip p50 ${anchor.p50.toFixed(2)} ms`,
);
console.log(
  `  answer -> last page: p50 ${quantile(times, 0.5).toFixed(1)} ms (${(quantile(times, 0.5) / anchor.p50).toFixed(0)} x anchor), p99 ${p99.toFixed(1)} ms`,
);
process.exitCode = p99 > MOST_P99_MS ? 1 : 0;

function poll(round: number) {
  const ctx: Context = {
    db,
    now: new Date(Date.UTC(2026, 0, 1, 0, 0, round)),
    actor: { type: "system", job: "bench" },
    requestId: `req_${round}`,
    log,
  };
  return ingestAnswer(ctx, {
    provider: "vultr",
    source: "live",
    offers: [sampleOffer("a", 2 + round / 1000)],
    skipped: [],
    latencyMs: 0,
  });
}

function openPage(): Promise<Socket> {
  const page = io(`http://127.0.0.1:${PORT}`, {
    path: "/ws",
    transports: ["websocket"],
    extraHeaders: { origin: publicUrl },
    forceNew: true,
  });
  return new Promise((resolve, reject) => {
    page.once("connect", () => resolve(page));
    page.once("connect_error", reject);
  });
}

function nextPrice(page: Socket, round: number): Promise<void> {
  return new Promise((resolve) => {
    const hear = (payload: unknown) => {
      const event = marketEvent.parse(payload);
      if (event.type !== "offers.changed" || event.prices?.[0]?.[1] !== Math.round((2 + round / 1000) * 1e6))
        return;
      page.off("market", hear);
      resolve();
    };
    page.on("market", hear);
  });
}

async function notifyRoundTrips(): Promise<{ p50: number }> {
  const [ear, mouth] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)];
  await Promise.all([ear.connect(), mouth.connect()]);
  await ear.query(`listen ${MARKET_CHANNEL}`);
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const heard = new Promise((resolve) => ear.once("notification", resolve));
    const startedAt = performance.now();
    await mouth.query("select pg_notify($1, '{}')", [MARKET_CHANNEL]);
    await heard;
    found.push(performance.now() - startedAt);
  }
  await Promise.all([ear.end(), mouth.end()]);
  return { p50: quantile(found, 0.5) };
}

function quantile(values: readonly number[], share: number): number {
  return (
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
  );
}
