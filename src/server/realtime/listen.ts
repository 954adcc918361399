import pg from "pg";
import { MARKET_CHANNEL, type MarketEvent, marketEvent } from "@/domain/events/market";
import type { Log } from "@/server/log";

type Handlers = { onEvent: (event: MarketEvent) => void; onReconnect: () => void };

/** A database that accepts the connection but does not answer also counts as unreachable. */
const CONNECT_WITHIN_MS = 5000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/**
 * Listens to committed market events on a separate connection, and reconnects after the database was unreachable.
 *
 * @throws when the first connection fails: a process that cannot listen should not start.
 */
export async function listen(
  databaseUrl: string,
  log: Log,
  handlers: Handlers,
): Promise<{ close: () => Promise<void> }> {
  let closed = false;
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
    });
    next.on("notification", ({ payload }) => handlePayload(payload, log, handlers));
    next.on("error", (error) => log.warn({ reason: error.message }, "market events: connection lost"));
    await next.connect();
    await next.query(`listen ${MARKET_CHANNEL}`);
    next.once("end", () => void (closed || reconnect(FIRST_RETRY_MS)));
    return next;
  }

  async function reconnect(delayMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (closed) return;
    try {
      client = await connect();
      log.info("market events: reconnected");
      handlers.onReconnect();
    } catch (error) {
      log.warn({ reason: String(error) }, "market events: database still unreachable");
      await reconnect(Math.min(delayMs * 2, LONGEST_RETRY_MS));
    }
  }

  return {
    close: async () => {
      closed = true;
      await client.end();
    },
  };
}

function handlePayload(payload: string | undefined, log: Log, handlers: Handlers): void {
  const event = marketEvent.safeParse(parse(payload));
  if (event.success) handlers.onEvent(event.data);
  else log.error({ payload, issues: event.error.issues }, "market events: invalid event");
}

function parse(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? "");
  } catch {
    return null;
  }
}
