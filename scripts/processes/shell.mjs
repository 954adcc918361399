// Commands that a person runs on the product's database: what all of them do before their own work begins.
import { openDatabase } from "../postgres/database.mjs";
import { requirePrepared } from "../postgres/migrations.mjs";
import { loadDotEnv, requireNode } from "../prepare/environment.mjs";
import { installWhenStale } from "../prepare/install.mjs";
import { environmentFor } from "../prepare/process-environment.mjs";
import { runNode } from "./children.mjs";
import { atEnd, runToEnd } from "./shutdown.mjs";

/**
 * Runs a TypeScript file with the settings of the shell on the database that is running, or on the embedded one, and ends with its
 * exit code. `--simulated` chooses the database of the simulated market.
 */
export function runOnDatabase(name, file) {
  runToEnd(
    async () => {
      requireNode();
      loadDotEnv();
      await installWhenStale();
      const args = process.argv.slice(2);
      const database = await openDatabase({ simulated: args.includes("--simulated") });
      atEnd(database.leave);
      await requirePrepared(database.url);
      const more = { DATABASE_URL: database.url, LOG_LEVEL: "warn" };
      const env = await environmentFor("shell", process.env, more);
      const asked = args.filter((argument) => argument !== "--simulated");
      return runNode(name, ["--import", "tsx", file, ...asked], { env, mustPass: false });
    },
    { signalCode: 130 },
  );
}
