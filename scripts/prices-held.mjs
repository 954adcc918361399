// npm run prices:held [-- --confirm|--refuse provider/id] [--simulated]: lists, confirms or refuses held prices.
import { openDatabase } from "./postgres/database.mjs";
import { loadDotEnv, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { environmentFor } from "./prepare/process-environment.mjs";
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
  const more = { DATABASE_URL: database.url, LOG_LEVEL: "warn" };
  const env = await environmentFor("shell", process.env, more);
  const ownArgs = args.filter((argument) => argument !== "--simulated");
  return runNode("prices:held", ["--import", "tsx", "scripts/prices-held.ts", ...ownArgs], {
    env,
    mustPass: false,
  });
}
