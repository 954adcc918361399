// Started by prices-held.mjs, which opens the database.
import { parseArgs } from "node:util";
import { isAppError } from "@/domain/errors";
import { sentenceOf, textsFor } from "@/locale/sentence";
import { askDatabaseTime } from "@/server/clock/follow-clock";
import { type Context, jobContext } from "@/server/context";
import { db } from "@/server/db";
import { confirmHeldPrice, heldPrices, refuseHeldPrice } from "@/server/feeds/held/held-prices";
import { startAs } from "@/server/settings";
import { shellActor } from "./shell-actor";

const usage =
  "Usage: npm run prices:held -- [--confirm PROVIDER/ID | --refuse PROVIDER/ID] [--reason TEXT] [--simulated]";

startAs("shell");

process.exitCode = await main();
await db().$disconnect();

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: { confirm: { type: "string" }, refuse: { type: "string" }, reason: { type: "string" } },
    });
    const { confirm, refuse, reason = "" } = values;
    if (confirm !== undefined && refuse !== undefined)
      throw new Error("One decision at a time: give --confirm or --refuse, not both");
    if ((confirm ?? refuse) !== undefined && reason.trim() === "")
      throw new Error("The audit needs a reason for this decision: add --reason TEXT.");
    await askDatabaseTime();
    const ctx = { ...jobContext("prices:held"), actor: shellActor(reason) };
    if (confirm !== undefined) await confirmHeldPrice(ctx, parseName(confirm));
    if (refuse !== undefined) await refuseHeldPrice(ctx, parseName(refuse));
    await list(ctx);
    return 0;
  } catch (error) {
    if (isAppError(error)) console.error(error.message);
    else console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return isAppError(error) ? 1 : 2;
  }
}

/** Parses the provider's slug, a slash, and the offer's id, which may itself contain slashes. */
function parseName(text: string) {
  const [, provider, externalId] = /^([a-z]+)\/(.+)$/.exec(text) ?? [];
  if (provider === undefined || externalId === undefined)
    throw new Error(
      `"${text}" is not of the form PROVIDER/ID. Copy it from the list of npm run prices:held.`,
    );
  return { provider, externalId };
}

async function list(ctx: Context): Promise<void> {
  const rows = await heldPrices(ctx);
  if (rows.length === 0) console.log("No price is held.");
  for (const { provider, externalId, heldMicroUsd, seenMicroUsd, reason, firstSeenAt, refusedAt } of rows) {
    const [held, seen] = [heldMicroUsd, seenMicroUsd].map((price) =>
      price === null ? "none" : `$${(price / 1_000_000).toFixed(4)}`,
    );
    const state =
      refusedAt === null ? "confirmed if the next poll repeats it" : `refused ${refusedAt.toISOString()}`;
    const why =
      reason === null ? "held for an unknown reason" : sentenceOf(textsFor("en", "reasons"), reason);
    const since = firstSeenAt.toISOString();
    console.log(
      `${provider}/${externalId}  feed price ${seen}, shown price ${held}  ${why}  since ${since}  ${state}`,
    );
  }
}
