import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type CatalogueFile, loadCatalogue } from "../prisma/catalogue/load";
import { createSimulator, type MarketControls, type Simulator } from "./clouds/simulator";
import { type SimulatedProvider, simulatedProviders } from "./clouds/state";
import { answerControl } from "./control";
import { deliver } from "./deliver";
import { type FeedRequest, jsonReply, type Reply } from "./reply";

const MAX_BODY_BYTES = 1024 * 1024;

type MarketSimulatorOptions = {
  /** Absent or 0: any free port. */
  port?: number;
  seed?: number;
  now?: () => Date;
  /** 0: the market moves only when told to. */
  tickEveryMs?: number;
  catalogue?: CatalogueFile[];
  /** The real feed's page says 10 a minute for one address. */
  vastSearchesPerMinute?: number;
  /** Hears every request to a feed and what it is answered, before a fault spoils the way there. */
  onExchange?: (provider: SimulatedProvider, request: FeedRequest, reply: Reply) => void;
};

export type MarketSimulator = { url: string; controls: MarketControls; close(): Promise<void> };

/** Starts the feeds on 127.0.0.1: `/<slug>/...` as the vendor has it, `/_control/...` for whoever drives it. */
export async function startMarketSimulator(options: MarketSimulatorOptions = {}): Promise<MarketSimulator> {
  const { seed = 1, now = () => new Date(), tickEveryMs = 5_000, vastSearchesPerMinute = 10 } = options;
  const catalogue = options.catalogue ?? loadCatalogue();
  const simulator = createSimulator({ seed, catalogue, vastSearchesPerMinute });
  const hear = options.onExchange ?? (() => {});
  const server = createServer((request, response) => {
    handle({ simulator, hear }, request, response, now()).catch((error: unknown) => {
      console.error("market simulator failed on a request", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const timer =
    tickEveryMs > 0 ? setInterval(() => !simulator.state().frozen && simulator.tick(1), tickEveryMs) : null;
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address of this kind
  return {
    url: `http://127.0.0.1:${port}`,
    controls: simulator,
    close: async () => {
      if (timer !== null) clearInterval(timer);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

type Room = { simulator: Simulator; hear: NonNullable<MarketSimulatorOptions["onExchange"]> };

async function handle(
  { simulator, hear }: Room,
  request: IncomingMessage,
  response: ServerResponse,
  now: Date,
): Promise<void> {
  const whole = { kind: "whole", delayMs: 0 } as const;
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await readBody(request);
  if (body === null) return deliver(response, jsonReply({ error: "body too large" }, 413), whole);
  const [, room = "", below = "/"] = /^\/([^/]*)(\/.*)?$/.exec(pathname) ?? [];
  const headers = singleHeaders(request.headers);
  const asked: FeedRequest = { method: request.method ?? "GET", path: below, query, headers, body, now };
  if (room === "_control") return deliver(response, answerControl(asked, simulator), whole);
  if (isProvider(room)) {
    const { reply, delivery } = simulator.answer(room, asked);
    hear(room, asked, reply);
    return deliver(response, reply, delivery);
  }
  const reply =
    pathname === "/health"
      ? jsonReply({ status: "ok" })
      : jsonReply({ error: `nothing at ${pathname}` }, 404);
  return deliver(response, reply, whole);
}

/** Repeated headers joined; Node does so already for all but a few. */
function singleHeaders(headers: IncomingHttpHeaders): FeedRequest["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    // Read to the end all the same: a refusal can only be heard by a client that has finished talking.
    if (length <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (length > MAX_BODY_BYTES) return null;
  return Buffer.concat(chunks).toString("utf8");
}

function isProvider(room: string): room is SimulatedProvider {
  return simulatedProviders.some((provider) => provider === room);
}

const environment = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SIMULATOR_SEED: z.coerce.number().int().default(1),
  SIMULATOR_TICK_MS: z.coerce.number().int().nonnegative().default(5_000),
});

async function main(): Promise<void> {
  const env = environment.parse(process.env);
  const simulator = await startMarketSimulator({
    port: env.SIMULATOR_PORT,
    seed: env.SIMULATOR_SEED,
    tickEveryMs: env.SIMULATOR_TICK_MS,
  });
  console.log(`market simulator on ${simulator.url}`);
  process.send?.("ready");
  const stop = () => void simulator.close().then(() => process.exit(0));
  // "disconnect": the launcher died without a word; nobody else would end this process.
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, stop);
}

if (path.resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) await main();
