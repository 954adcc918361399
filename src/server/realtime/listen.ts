import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { MARKET_CHANNEL, type MarketEvent, marketEvent } from "@/domain/events/market";
import type { Log } from "@/server/log";

type Handlers = {
  /** PostgreSQL cannot keep a login from publishing: an event is a hint to read the tables, not a proof of what they say. */
  onEvent: (event: MarketEvent) => void;
  onReconnect: () => void;
};

type Listener = {
  /** Resolves at the first connection, however late that is. */
  connected: Promise<void>;
  close: () => Promise<void>;
};

const defaultLimits = {
  /** A database that accepts the connection but does not answer also counts as unreachable. */
  answerWithinMs: 5000,
  /** A connection that only listens would never notice that its server hangs or that the network was cut. */
  probeEveryMs: 5000,
};
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2000;
const GOODBYE_WITHIN_MS = 1000;

/**
 * Listens to committed market events on a separate connection. Waits for a database that is away, at the start as well as later.
 *
 * @param handlers onReconnect is called at each connection that follows a failure, because events may have been missed.
 */
export function listen(databaseUrl: string, log: Log, handlers: Handlers, limits = defaultLimits): Listener {
  const closing = new AbortController();
  let client: pg.Client | null = null;
  let onConnected = () => {};
  const connected = new Promise<void>((resolve) => {
    onConnected = resolve;
  });

  async function keepListening(): Promise<void> {
    let isTold = false;
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        client = await connect(databaseUrl, limits.answerWithinMs, (payload) =>
          handlePayload(payload, log, handlers),
        );
        if (closing.signal.aborted) return void client.end().catch(() => undefined);
        if (failures > 0) log.info("market events: connected again");
        if (failures > 0) handlers.onReconnect();
        failures = 0;
        isTold = false;
        onConnected();
        await untilLost(client, limits.probeEveryMs);
        if (!closing.signal.aborted) log.warn("market events: connection lost");
      } catch (error) {
        if (!isTold) log.warn({ reason: String(error) }, "market events: waiting for the database");
        isTold = true;
      }
      await pause(Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS), closing.signal);
    }
  }

  const running = keepListening();
  return {
    connected,
    close: async () => {
      closing.abort();
      // A server that hangs does not answer the goodbye either.
      const goodbye = Promise.all([client?.end(), running]).catch(() => undefined);
      await Promise.race([goodbye, sleep(GOODBYE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

async function connect(
  databaseUrl: string,
  answerWithinMs: number,
  onPayload: (payload: string | undefined) => void,
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  });
  client.on("notification", ({ payload }) => onPayload(payload));
  // The end of the connection, which follows, is what counts.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(`listen ${MARKET_CHANNEL}`);
    return client;
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
}

/** Ends the connection itself when a probe is not answered. */
function untilLost(client: pg.Client, probeEveryMs: number): Promise<void> {
  return new Promise((resolve) => {
    const probe = setInterval(() => {
      client.query("select 1").catch(() => void client.end().catch(() => undefined));
    }, probeEveryMs);
    client.once("end", () => {
      clearInterval(probe);
      resolve();
    });
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

function handlePayload(payload: string | undefined, log: Log, handlers: Handlers): void {
  const event = marketEvent.safeParse(parse(payload));
  if (event.success) {
    handlers.onEvent(event.data);
    return;
  }
  // Any login of the database can send 8,000 bytes of anything, so they are not repeated here.
  const [issue] = event.error.issues;
  const field = issue?.path.join(".") || "event";
  log.error(
    { length: payload?.length ?? 0, issue: `${field}: ${issue?.code}` },
    "market events: invalid event",
  );
}

function parse(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? "");
  } catch {
    return null;
  }
}
