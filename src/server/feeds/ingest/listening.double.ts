import pg from "pg";
import { MARKET_CHANNEL, type MarketEvent, marketEvent } from "@/domain/events/market";
import { settings } from "@/server/settings";

/** Everything that is published while something runs. */
export async function listening(run: () => Promise<void>): Promise<MarketEvent[]> {
  const client = new pg.Client({ connectionString: settings().DATABASE_URL });
  await client.connect();
  const heard: MarketEvent[] = [];
  client.on("notification", ({ payload }) => heard.push(marketEvent.parse(JSON.parse(payload ?? ""))));
  await client.query(`listen ${MARKET_CHANNEL}`);
  await run();
  // After a round trip, every earlier notification has been delivered.
  await client.query("select 1");
  await client.end();
  return heard;
}
