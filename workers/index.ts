import { endUnlessPlainRole } from "@/server/database-role";
import { logFor } from "@/server/log";
import { startAs } from "@/server/settings";
import { startWorkers } from "./start";

startAs("workers");
const log = logFor("workers");
await endUnlessPlainRole("workers");
const running = await startWorkers();
log.info("workers started");
// Tells the launcher, which waits for it before it shows the address.
process.send?.("ready");

let stopping = false;
async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ reason }, "workers are finishing their jobs");
  await running.stop();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
// A launcher that died cannot send a signal: its closed channel is the notice.
process.on("disconnect", () => void stop("launcher gone"));
