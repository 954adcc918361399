import pino from "pino";
import { type Context, newId } from "./context";
import { connect, type Db } from "./db";
import { env } from "./env";

let client: Db | undefined;

/** For `*.db.test.ts` only: the test run's own database, emptied of market rows, under a clock of the test's choice. */
export async function emptyMarket(): Promise<(now: Date) => Context> {
  client ??= connect(env().DATABASE_URL);
  const db = client;
  await db.$executeRaw`truncate offers, price_points, token_offers, token_price_points, unmapped_names, quarantined_prices,
    provider_health, provider_polls cascade`;
  const log = pino({ level: "silent" });
  return (now) => ({ db, now, actor: { type: "system", job: "test" }, requestId: newId("req", now), log });
}
