import pg from "pg";
import pino from "pino";
import type { Actor } from "@/domain/actor";
import { type Context, newId } from "./context";
import { type Client, connect } from "./db";
import { settings } from "./settings";

let client: Client | undefined;

/** A context whose database can open transactions by hand, to block the code under test. */
export type TestContext = Context & { db: Client };

/** For `*.db.test.ts` only: the database of the test run without any market rows, with a clock that the test sets. */
export async function emptyMarket(): Promise<(now: Date) => TestContext> {
  client ??= connect(settings().DATABASE_URL);
  const db = client;
  await asOwner`truncate offers, token_offers, token_price_points, unmapped_names, price_points, price_hours, gpu_price_series, gpu_price_points, gpu_price_hours,
    quarantined_prices, provider_health, provider_polls, feed_gaps, market_index_points, market_index_chains restart identity cascade`;
  // Sets the roll-up mark before anything that a test writes.
  await db.priceRollUp.updateMany({ data: { rolledUpTo: new Date("2025-01-01T00:00:00Z") } });
  const log = pino({ level: "silent" });
  return (now) => ({
    db,
    now,
    actor: { type: "system", job: "test", organizationId: null },
    requestId: newId("req", now),
    log,
  });
}

/** Records polls of an imaginary feed through the last two days, as a platform that runs without a pause does. */
export async function recordSteadily({ db, now }: Context): Promise<void> {
  const hoursAgo = [0, 12, 25, 48];
  await db.providerPoll.createMany({
    data: hoursAgo.map((hours) => ({
      id: newId("poll", now),
      provider: "steady",
      source: "list" as const,
      startedAt: new Date(now.getTime() - hours * 3_600_000),
      latencyMs: 1,
      ok: true,
    })),
  });
}

/** Runs one constant statement as the owner of the tables, to empty, create or change them. */
export async function asOwner(statement: TemplateStringsArray): Promise<void> {
  const session = new pg.Client({ connectionString: ownerUrl() });
  await session.connect();
  try {
    await session.query(statement.join(""));
  } finally {
    await session.end();
  }
}

export function ownerUrl(): string {
  const url = process.env.TEST_DATABASE_OWNER_URL;
  if (!url)
    throw new Error(
      "TEST_DATABASE_OWNER_URL is not set: start tests with npm test and benchmarks with npm run bench",
    );
  return url;
}

/** The test server's superuser, as which the owner's sessions start. */
export function superuserUrl(): string {
  const url = new URL(ownerUrl());
  url.searchParams.delete("options");
  return url.toString();
}

/** The same context with an operator of the platform as the actor, who gives a reason. */
export function asOperator<Given extends Context>(ctx: Given, reason = "asked by a test"): Given {
  const actor: Actor = {
    type: "staff",
    userId: "usr_operator",
    role: "operator",
    reason,
    organizationId: null,
  };
  return { ...ctx, actor };
}

/** For `*.db.test.ts` only: polls until this many sessions wait for a lock. */
export async function untilWaiting(db: Client, sessions: number): Promise<void> {
  for (;;) {
    const [row] = await db.$queryRaw<{ waiting: number }[]>`
      select count(distinct pid)::int as waiting from pg_locks
      where not granted and database = (select oid from pg_database where datname = current_database())`;
    if ((row?.waiting ?? 0) >= sessions) return;
  }
}
