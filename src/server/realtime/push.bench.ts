import pg from "pg";
import pino from "pino";
import { io, type Socket } from "socket.io-client";
import { MARKET_CHANNEL, marketEvent } from "@/domain/events/market";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { connect } from "@/server/db";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { settings } from "@/server/settings";
import { quantiles, timesOfAsync } from "../../../scripts/bench/measure";
import { report, reportAnchor } from "../../../scripts/bench/report";
import { startGateway } from "./gateway";

/**
 * From the answer of a provider to the pages that receive the new price, with 200 pages open. Anchor: a bare NOTIFY round trip.
 */
const ROUNDS = 100;
const PAGES = 200;
const PORT = 21_356;
const MOST_P99_MS = 1000;
const publicUrl = "http://localhost:10355";
const databaseUrl = settings().DATABASE_URL;
const log = pino({ level: "silent" });
const db = connect(databaseUrl);

const anchor = { name: "a NOTIFY round trip, p50", value: (await notifyRoundTrips()).p50 };
const gateway = await startGateway({ databaseUrl, publicUrl, port: PORT, log });
await gateway.listening;
const pages = await Promise.all(Array.from({ length: PAGES }, openPage));
await poll(0);
const times = await timesOfAsync(
  async (round) => {
    const received = Promise.all(pages.map((page) => nextPrice(page, round + 1)));
    await poll(round + 1);
    await received;
  },
  { rounds: ROUNDS },
);
for (const page of pages) page.close();
await gateway.close();
await db.$disconnect();

const { p50, p99 } = quantiles(times);
reportAnchor(`push of a changed price to ${PAGES} open pages`, anchor);
report({
  name: "push: answer to the last of 200 pages, p50",
  value: p50,
  unit: "ms",
  anchor,
  note: `p99 ${p99.toFixed(1)} ms`,
  bound: { text: `p99 at most ${MOST_P99_MS} ms`, isHeld: p99 <= MOST_P99_MS },
});

function poll(round: number) {
  const ctx: Context = {
    db,
    now: new Date(Date.UTC(2026, 0, 1, 0, 0, round)),
    actor: { type: "system", job: "bench", organizationId: null },
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

async function notifyRoundTrips() {
  const [listener, notifier] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)];
  await Promise.all([listener.connect(), notifier.connect()]);
  await listener.query(`listen ${MARKET_CHANNEL}`);
  const times = await timesOfAsync(
    async () => {
      const received = new Promise((resolve) => listener.once("notification", resolve));
      await notifier.query("select pg_notify($1, '{}')", [MARKET_CHANNEL]);
      await received;
    },
    { rounds: ROUNDS },
  );
  await Promise.all([listener.end(), notifier.end()]);
  return quantiles(times);
}
