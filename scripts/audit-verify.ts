// Started by audit-verify.mjs, which opens the database.
import { parseArgs } from "node:util";
import { verifyAudit } from "@/server/admin/verify-audit";
import { jobContext } from "@/server/context";
import { db } from "@/server/db";
import { startAs } from "@/server/settings";

startAs("shell");
process.exitCode = await main();
await db().$disconnect();

/** @returns the exit code: 0 if the audit is intact, otherwise 1. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { head: { type: "string" } } });
  const verdict = await verifyAudit(jobContext("audit:verify"), values.head ?? null);
  const { entries, head, broken, hasKeptHead } = verdict;
  if (broken !== null)
    console.error(`Audit entry ${broken.seq} was changed after it was written: ${broken.why}.`);
  if (hasKeptHead === false)
    console.error(
      "The audit does not contain the hash given with --head: entries were removed from its end, or the whole audit was rewritten. Compare it with a backup.",
    );
  if (broken !== null || hasKeptHead === false) return 1;
  console.log(`The audit is intact. Entries: ${entries}. Head: ${head ?? "none yet"}`);
  if (head !== null)
    console.log(
      "Store this head outside the database: a later check with --head HASH detects entries that were removed from the end.",
    );
  return 0;
}
