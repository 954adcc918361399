// npm run prices:held [-- --confirm|--refuse provider/id] [--simulated]: prices that wait for a second poll or a person.
import { runNode } from "./children.mjs";
import { openDatabase } from "./database.mjs";
import { loadDotEnv, requireNode } from "./environment.mjs";
import { installWhenStale } from "./install.mjs";
import { atEnd, runToEnd } from "./shutdown.mjs";

runToEnd(pricesHeld, { signalCode: 130 });

async function pricesHeld() {
  requireNode();
  loadDotEnv();
  await installWhenStale();
  const args = process.argv.slice(2);
  const database = await openDatabase({ simulated: args.includes("--simulated") });
  atEnd(database.leave);
  const env = { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: "warn" };
  const asked = args.filter((argument) => argument !== "--simulated");
  return runNode("prices:held", ["--import", "tsx", "scripts/prices-held.ts", ...asked], {
    env,
    mustPass: false,
  });
}
