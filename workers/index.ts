import { exitUnlessPlainRole } from "@/server/database-role";
import { logFor } from "@/server/log";
import { startAs } from "@/server/settings";
import { startWorkers } from "./start";

startAs("workers");
const log = logFor("workers");
await exitUnlessPlainRole("workers");
const running = await startWorkers();
log.info("workers started");
// The launcher waits for this message before it shows the address.
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
// A launcher that has died cannot send a signal; the closed channel shows it.
process.on("disconnect", () => void stop("launcher gone"));
