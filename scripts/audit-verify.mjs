// npm run audit:verify [-- --head HASH] [--simulated]: checks that no audit entry was changed or removed.

import { openDatabase } from "./postgres/database.mjs";
import { loadDotEnv, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { environmentFor } from "./prepare/process-environment.mjs";
import { runNode } from "./processes/children.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";

runToEnd(auditVerify, { signalCode: 130 });

async function auditVerify() {
  requireNode();
  loadDotEnv();
  await installWhenStale();
  const args = process.argv.slice(2);
  const database = await openDatabase({ simulated: args.includes("--simulated") });
  atEnd(database.leave);
  const more = { DATABASE_URL: database.url, LOG_LEVEL: "warn" };
  const env = await environmentFor("shell", process.env, more);
  const asked = args.filter((argument) => argument !== "--simulated");
  return runNode("audit:verify", ["--import", "tsx", "scripts/audit-verify.ts", ...asked], {
    env,
    mustPass: false,
  });
}
