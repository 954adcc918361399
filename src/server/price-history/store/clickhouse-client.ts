import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { clickhouseSchema } from "./clickhouse-schema";

/** A server that does not answer within this time counts as down, because a visitor may be waiting. */
const TIMEOUT_MS = 10_000;

const clients = new Map<string, { client: ClickHouseClient; tables: Promise<void> | null }>();

/** One client per process and address. The address may contain a password, so the client logs nothing. */
export function clickhouse(url: string): ClickHouseClient {
  return held(url).client;
}

/** Creates missing tables, once per process and again after a failure. */
export async function ensureTables(url: string): Promise<void> {
  const one = held(url);
  one.tables ??= makeTables(one.client);
  try {
    await one.tables;
  } catch (error) {
    one.tables = null;
    throw error;
  }
}

async function makeTables(client: ClickHouseClient): Promise<void> {
  for (const statement of clickhouseSchema) await client.command({ query: statement });
}

function held(url: string) {
  const known = clients.get(url);
  if (known) return known;
  const client = createClient({
    url,
    request_timeout: TIMEOUT_MS,
    log: { level: ClickHouseLogLevel.OFF },
    // An insert is acknowledged only when it is written, not while it waits in a buffer.
    clickhouse_settings: { async_insert: 0, wait_end_of_query: 1 },
  });
  const one = { client, tables: null };
  clients.set(url, one);
  return one;
}
