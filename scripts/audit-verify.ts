// Started by audit-verify.mjs, which opens the database.
import { parseArgs } from "node:util";
import { type AuditVerdict, verifyAudit } from "@/server/admin/verify-audit";
import { jobContext } from "@/server/context";
import { db } from "@/server/db";
import { startAs } from "@/server/settings";

const usage = "Usage: npm run audit:verify -- [--head HASH] [--simulated]";

startAs("shell");
process.exitCode = await main();
await db().$disconnect();

/** @returns the exit code: 0 if the audit is intact, 1 if it is not, 2 for arguments that are not understood. */
async function main(): Promise<number> {
  let keptHead: string | null;
  try {
    keptHead = readHead();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  return report(await verifyAudit(jobContext("audit:verify"), keptHead));
}

/** A mistyped head must not look like an audit that was shortened. */
function readHead(): string | null {
  const { values } = parseArgs({ options: { head: { type: "string" } } });
  if (values.head === undefined) return null;
  const head = values.head.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(head)) throw new Error("--head must be the 64 hexadecimal digits of a head");
  return head;
}

function report({ entries, head, broken, hasKeptHead }: AuditVerdict): number {
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
