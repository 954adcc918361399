// The front door as a process of its own. Usage: node --import tsx scripts/door/main.ts [dev]
import { logFor } from "@/server/log";
import { settings, startAs } from "@/server/settings";
import { createFrontDoor } from "./front-door";

/** The launcher allows ten seconds; what is still open then is not worth waiting for. */
const closeWithinMs = 8_000;
/** An upstream that is away fails every request: one line in this time says so. */
const logEveryMs = 5_000;

startAs("door");
const log = logFor("door");
const { PORT, WEB_PORT, REALTIME_PORT, TRUSTED_PROXIES } = settings();

let silentUntilMs = 0;
let unsaid = 0;
function onFailure(err: unknown, requestId: string): void {
  unsaid += 1;
  if (performance.now() < silentUntilMs) return;
  log.warn({ err, requestId, failures: unsaid }, "requests could not be served");
  silentUntilMs = performance.now() + logEveryMs;
  unsaid = 0;
}

const door = createFrontDoor({
  web: WEB_PORT,
  realtime: REALTIME_PORT,
  dev: process.argv[2] === "dev",
  trustedProxies: TRUSTED_PROXIES,
  onFailure,
});
await door.listen(PORT);
log.info({ port: PORT }, "door open");
process.on("message", (message) => message === "ping" && process.send?.("alive"));
process.send?.("ready");

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), closeWithinMs);
  await door.close();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
process.on("disconnect", () => void stop());
