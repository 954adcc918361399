import { exitUnlessPlainRole } from "@/server/database-role";
import { logFor } from "@/server/log";
import { startAs } from "@/server/settings";
import { endOnSignal } from "./end-on-signal";
import { startWorkers } from "./start";

/** Less than the launcher allows. Jobs are given back to the queue long before this; see start.ts. */
const STOP_WITHIN_MS = 6000;

startAs("workers");
const log = logFor("workers");
let running: ReturnType<typeof startWorkers> | null = null;
// Before anything that may wait for the database.
endOnSignal({ stop: async () => running?.stop(), withinMs: STOP_WITHIN_MS, log });

await exitUnlessPlainRole("workers");
running = startWorkers();
await running.ready;
log.info("workers started");
// The launcher waits for this message before it shows the address.
process.send?.("ready");
