// The product under test, with the launcher's own supervision, on a temporary database with simulated prices.
// Usage: node scripts/chaos/launch/instance.mjs PORT FOLDER, with an IPC channel, over which it reports its addresses.
import fs from "node:fs";
import path from "node:path";
import { throwAwayPostgres } from "../../postgres/postgres-throw-away.mjs";
import { migrate, seed } from "../../prepare/prepare.mjs";
import { systemVariables } from "../../prepare/process-environment.mjs";
import { startServices } from "../../processes/services.mjs";
import { atEnd, end, runToEnd } from "../../processes/shutdown.mjs";
import { faketimeVariables, findFaketime } from "../../tests/faketime.mjs";
import { limitDisk } from "./disk.mjs";

/** Slower than the polls, so that the undisturbed twin sees every price. */
const tickMs = 15_000;
// The load comes from few addresses, which stand for many people.
const env = {
  ...systemVariables(process.env),
  ANONYMOUS_REQUESTS_PER_MINUTE: "1000000",
  ANONYMOUS_CALLS_PER_MINUTE: "1000000",
  SIMULATOR_TICK_MS: String(tickMs),
  // The twin polls it as well, and after a restart everything is polled at once.
  SIMULATOR_SEARCHES_PER_MINUTE: "1000",
  LOG_LEVEL: "info",
};

process.on("disconnect", () => end(1));
runToEnd(instance);

async function instance() {
  const port = Number(process.argv[2]);
  const disk = limitDisk();
  if (disk !== null) atEnd(disk.release);
  const server = await throwAwayPostgres({ durable: true, keep: true, parent: disk?.folder });
  atEnd(server.leave);
  const clock = movableClock(process.argv[3]);
  const database = server.urlsOf("chaos");
  await migrate(database);
  await seed(database, { env });
  const { simulatorUrl } = await startServices({
    env: clock === null ? env : { ...env, ...clock.variables },
    port,
    publicUrl: `http://localhost:${port}`,
    databaseUrl: database.url,
    databaseUrls: database.urls,
    simulated: true,
    distFolder: ".next-test",
    atEnd,
  });
  process.send({
    port,
    simulatorUrl,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    diskFolder: disk?.folder ?? null,
    clockFile: clock?.file ?? null,
  });
  fs.writeSync(1, "the product is ready\n");
  return new Promise(() => {});
}

/** A clock for the processes, but not for the database, that a fault sets; null where libfaketime is not installed. */
function movableClock(folder) {
  const library = findFaketime();
  if (library === null) return null;
  const file = path.join(folder, "clock");
  fs.writeFileSync(file, "+0");
  return { file, variables: faketimeVariables(library, file) };
}
