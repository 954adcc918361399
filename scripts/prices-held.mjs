// npm run prices:held [-- --confirm|--refuse provider/id] [--simulated]: prices that wait for a second poll or a person.

import { openDatabase } from "./postgres/database.mjs";
import { loadDotEnv, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { runNode } from "./processes/children.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";

runToEnd(pricesHeld, { signalCode: 130 });

async function pricesHeld() {
  requireNode();
  loadDotEnv();
  await installWhenStale();
  const args = process.argv.slice(2);
  const database = await openDatabase({ simulated: args.includes("--simulated") });
  atEnd(database.leave);
  const { DATABASE_OWNER_URL: _, ...base } = process.env;
  const env = { ...base, DATABASE_URL: database.url, LOG_LEVEL: "warn" };
  const asked = args.filter((argument) => argument !== "--simulated");
  return runNode("prices:held", ["--import", "tsx", "scripts/prices-held.ts", ...asked], {
    env,
    mustPass: false,
  });
}
