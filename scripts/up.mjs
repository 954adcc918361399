// npm run up [-- --dev] [-- --simulated] [-- --port N]: from a fresh clone to a running product. Ctrl-C stops it.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "./postgres/database.mjs";
import {
  dataFolder,
  defaultPort,
  loadDotEnv,
  PlainError,
  requireNode,
  root,
} from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { buildWeb, generateClient, migrate, seed } from "./prepare/prepare.mjs";
import { countKeyedProviders, loadReader, loadTable } from "./prepare/process-environment.mjs";
import { obstacleTo } from "./processes/ports.mjs";
import { say } from "./processes/progress.mjs";
import { requireSettings, startServices } from "./processes/services.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";
import { claim } from "./processes/single-run.mjs";

// Process managers and people wait ten seconds before they kill.
runToEnd(up, { endWithinMs: 9_500 });

async function up() {
  requireNode();
  loadDotEnv();
  const { dev, simulated, port } = readOptions();
  await claimCheckout(port);
  await requireFree(port);

  await installWhenStale();
  // Both load while the database starts. A failure is not lost, because later callers get the same promises.
  for (const load of [loadTable, loadReader]) load().catch(() => {});
  const database = await openDatabase({ simulated, retry: true });
  atEnd(database.leave);
  say(database.what);
  const publicUrl = process.env.PUBLIC_URL || `http://localhost:${port}`;
  const databases = { databaseUrl: database.url, databaseUrls: database.urls };
  const run = { env: process.env, port, publicUrl, ...databases, dev, simulated, distFolder: ".next" };
  await requireSettings(run);
  await generateClient();
  await migrate(database, { remember: true });
  await seed(database, { remember: true });
  if (!dev) await buildWeb();

  const { late } = await startServices({ ...run, atEnd });
  await announce(`http://localhost:${port}`, simulated, late);
  return new Promise(() => {});
}

function readOptions() {
  const options = { dev: { type: "boolean" }, simulated: { type: "boolean" }, port: { type: "string" } };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new PlainError(`${error.message}\nUsage: npm run up -- [--dev] [--simulated] [--port N]`);
  }
  const port = Number(values.port ?? (process.env.PORT || defaultPort));
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new PlainError("The port must be a whole number from 1 to 65535. Correct --port or PORT.");
  return { dev: values.dev === true, simulated: values.simulated === true, port };
}

async function claimCheckout(port) {
  const claimed = await claim(path.join(dataFolder, "up.json"), { port });
  if ("holder" in claimed) {
    const { pid, port: theirs } = claimed.holder;
    throw new PlainError(
      `gpubroker is already running from this checkout at http://localhost:${theirs} (process ${pid}). Stop it with Ctrl-C or "kill ${pid}" before you start another one.`,
    );
  }
  atEnd(claimed.release);
}

async function requireFree(port) {
  const obstacle = await obstacleTo(port);
  if (obstacle === null) return;
  const why = obstacle === "EADDRINUSE" ? "in use by another program" : "not allowed for this account";
  const other = port < 1024 ? defaultPort : port === 65_535 ? port - 1 : port + 1;
  throw new PlainError(`Port ${port} is ${why}. Choose another one: npm run up -- --port ${other}`);
}

async function announce(publicUrl, simulated, late) {
  const keyed = await countKeyedProviders(process.env);
  const market = simulated
    ? "SIMULATED (--simulated): no price is real, and all data is in a separate database"
    : `real, from public price feeds and ${keyed} provider${keyed === 1 ? "" : "s"} with a key; other prices are dated list prices`;
  const hint = fs.existsSync(path.join(root, ".env")) ? "" : " (to add keys, copy .env.example to .env)";
  console.log(`\n  gpubroker is ${late.length === 0 ? "ready: " : "starting:"} ${publicUrl}\n`);
  if (late.length > 0)
    console.log(
      `  Not ready yet: ${late.join(", ")}. The lines above say why, and another one will say when it is ready.`,
    );
  console.log(`  Market data: ${market}${simulated ? "" : hint}`);
  console.log("  Press Ctrl-C to stop everything.\n");
}
