// The undisturbed twin: workers that poll the same simulator into a separate database.
import fs from "node:fs";
import { throwAwayPostgres } from "../../postgres/postgres-throw-away.mjs";
import { migrate, seed } from "../../prepare/prepare.mjs";
import { environmentFor, systemVariables } from "../../prepare/process-environment.mjs";
import { launch } from "../../processes/children.mjs";

const stopWithinMs = 15_000;

/** @returns {Promise<{ url: string, stop(): Promise<void> }>} url: the twin's database, as its owner. */
export async function startTwin(simulatorUrl, logFile) {
  const server = await throwAwayPostgres();
  const database = server.urlsOf("twin");
  await migrate(database);
  const given = {
    ...systemVariables(process.env),
    DATABASE_URL: database.url,
    MARKET: "simulated",
    SIMULATOR_URL: simulatorUrl,
    LOG_LEVEL: "warn",
  };
  await seed(database, { env: given });
  const env = await environmentFor("workers", given, { NODE_ENV: "production", TZ: "UTC" });
  const log = fs.openSync(logFile, "w", 0o600);
  const args = ["--import", "tsx", "workers/index.ts"];
  const workers = launch(process.execPath, args, { env, stdio: ["ignore", log, log, "ipc"] });
  fs.closeSync(log);
  await new Promise((resolve, reject) => {
    workers.once("message", resolve);
    workers.once("exit", () => reject(new Error(`the twin did not start; see ${logFile}`)));
  });
  return { url: database.ownerUrl, stop: () => stop(workers).finally(server.leave) };
}

async function stop(workers) {
  const gone = new Promise((resolve) => workers.once("exit", resolve));
  if (workers.exitCode !== null || workers.signalCode !== null) return;
  workers.kill("SIGTERM");
  const timer = setTimeout(() => workers.kill("SIGKILL"), stopWithinMs);
  await gone;
  clearTimeout(timer);
}
