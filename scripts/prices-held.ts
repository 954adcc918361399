// Started by prices-held.mjs, which opens the database.
import { parseArgs } from "node:util";
import { sentenceOf, textsFor } from "@/locale/sentence";
import type { Context } from "@/server/context";
import { confirmHeldPrice, heldPrices, refuseHeldPrice } from "@/server/feeds/held/held-prices";
import { commandContext, requireReason, runCommand } from "./shell/command";

const usage =
  "Usage: npm run prices:held -- [--confirm PROVIDER/ID | --refuse PROVIDER/ID] [--reason TEXT] [--simulated]";

await runCommand(usage, main);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { confirm: { type: "string" }, refuse: { type: "string" }, reason: { type: "string" } },
  });
  const { confirm, refuse, reason = "" } = values;
  if (confirm !== undefined && refuse !== undefined)
    throw new Error("One decision at a time: give --confirm or --refuse, not both");
  const isDecision = (confirm ?? refuse) !== undefined;
  const ctx = await commandContext("prices:held", isDecision ? requireReason(reason) : reason);
  if (confirm !== undefined) await confirmHeldPrice(ctx, parseName(confirm));
  if (refuse !== undefined) await refuseHeldPrice(ctx, parseName(refuse));
  await list(ctx);
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
