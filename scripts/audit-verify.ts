// Started by audit-verify.mjs, which knows the database.
import { parseArgs } from "node:util";
import { verifyAudit } from "@/server/admin/verify-audit";
import { jobContext } from "@/server/context";
import { db } from "@/server/db";
import { startAs } from "@/server/settings";

startAs("shell");
process.exitCode = await main();
await db().$disconnect();

/** Returns the exit code: 0 when the audit is whole, else 1. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { head: { type: "string" } } });
  const verdict = await verifyAudit(jobContext("audit:verify"), values.head ?? null);
  const { entries, head, broken, hasKeptHead } = verdict;
  if (broken !== null)
    console.error(`Entry ${broken.seq} of the audit is not as it was written: ${broken.why}.`);
  if (hasKeptHead === false)
    console.error(
      "The given head is not in the audit: entries were removed from its end, or all were written anew.",
    );
  if (broken !== null || hasKeptHead === false) return 1;
  console.log(`The audit is whole. Entries: ${entries}. Head: ${head ?? "none yet"}`);
  if (head !== null)
    console.log(
      "Keep the head elsewhere: a later check with --head shows whether entries were cut off the end.",
    );
  return 0;
}
