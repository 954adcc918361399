import { once } from "node:events";
import { connect, createServer } from "node:net";
import pino from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MarketEvent, marketEvent } from "@/domain/events/market";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { settings } from "@/server/settings";
import { startGateway } from "./gateway";

const publicUrl = "http://localhost:10355";
const log = pino({ level: "silent" });

let port: number;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let contextAt: (now: Date) => Context;
const sockets: Socket[] = [];

beforeEach(async () => {
  contextAt = await emptyMarket();
  port = await freePort();
  gateway = await startGateway({ databaseUrl: settings().DATABASE_URL, publicUrl, port, log });
  await gateway.listening;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await gateway.close();
});

describe("gateway", () => {
  it("sends a committed price to a page", async () => {
    const page = await connected(open(publicUrl));
    const heard = nextEvent(page, (event) => event.type === "offers.changed");
    await ingestOne(2_000_000);
    expect(await heard).toMatchObject({
      provider: "vultr",
      added: 1,
      prices: [[expect.stringMatching(/^off_/), 2_000_000]],
    });
  });

  it("tells its pages to read again after the database was unreachable", async () => {
    const page = await connected(open(publicUrl));
    const resync = new Promise<void>((resolve) => page.once("market.resync", () => resolve()));
    await cutListeners();
    await resync;
    const heard = nextEvent(page, (event) => event.type === "offers.changed");
    await ingestOne(2_000_000);
    expect(await heard).toMatchObject({ added: 1 });
  });

  it.each(["https://evil.example", "null", ""])("refuses a handshake from the origin %j", async (origin) => {
    const socket = open(origin);
    const reason = await new Promise((resolve) => {
      socket.once("connect", () => resolve("connected"));
      socket.once("connect_error", () => resolve("refused"));
    });
    expect(reason).toBe("refused");
  });

  it("disconnects a page that sends more than the limit", async () => {
    const page = await connected(open(publicUrl));
    const closed = new Promise((resolve) => page.once("disconnect", resolve));
    page.emit("anything", "x".repeat(10_000));
    expect(await closed).toBeTruthy();
  });
});

it("disconnects a page that answers pings but reads nothing", async () => {
  const page = connect(port, "127.0.0.1").on("error", () => undefined);
  page.write(
    `GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: ${publicUrl}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  await once(page, "data");
  page.write(textFrame("40"));
  await once(page, "data");
  page.pause();
  const closed = new Promise((resolve) => page.once("close", resolve));
  const pongs = setInterval(() => page.write(textFrame("3")), 50);
  await publishLargeEvents(8_000);
  await closed;
  clearInterval(pongs);
}, 30_000);

it("keeps a page that reads, however many events come one after another", async () => {
  const page = await connected(open(publicUrl));
  let events = 0;
  page.on("market", () => {
    events += 1;
  });
  // Each portion is less than may wait for one page, and all together are four times as much.
  for (let sent = 1_000; sent <= 8_000; sent += 1_000) {
    await publishLargeEvents(1_000);
    await vi.waitFor(() => expect(events).toBe(sent), { timeout: 10_000 });
  }
}, 90_000);

/** A text frame of a client, whose mask changes nothing. */
function textFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 + text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

async function publishLargeEvents(count: number): Promise<void> {
  const health = { type: "provider.health", source: "live", ok: false, at: "2026-01-01T00:00:00Z" };
  await contextAt(new Date()).db.$executeRaw`
    select pg_notify('gpubroker_market', (${JSON.stringify(health)}::jsonb || jsonb_build_object('provider', lpad(place::text, 7000)))::text)
    from generate_series(1, ${count}::int) as place`;
}

function open(origin: string): Socket {
  const socket = io(`http://127.0.0.1:${port}`, {
    path: "/ws",
    transports: ["websocket"],
    reconnection: false,
    extraHeaders: origin ? { origin } : {},
  });
  sockets.push(socket);
  return socket;
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

function nextEvent(socket: Socket, isWanted: (event: MarketEvent) => boolean): Promise<MarketEvent> {
  return new Promise((resolve) => {
    socket.on("market", (payload) => {
      const event = marketEvent.parse(payload);
      if (isWanted(event)) resolve(event);
    });
  });
}

async function ingestOne(price: number): Promise<void> {
  await ingestAnswer(contextAt(new Date("2026-11-01T10:00:00Z")), {
    provider: "vultr",
    source: "live",
    skipped: [],
    latencyMs: 1,
    offers: [sampleOffer("a", price / 1e6)],
  });
}

/** Ends every listening connection, as a restart of the database would. */
async function cutListeners(): Promise<void> {
  await contextAt(new Date()).db
    .$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
