import { exitUnlessPlainRoleLater } from "@/server/database-role";
import { logFor } from "@/server/log";
import { startGateway } from "@/server/realtime/gateway";
import { settings, startAs } from "@/server/settings";
import { endOnSignal } from "./end-on-signal";

/** Less than the launcher allows. */
const STOP_WITHIN_MS = 2500;

startAs("realtime");
const log = logFor("realtime");
const { DATABASE_URL, PUBLIC_URL, REALTIME_PORT } = settings();
let gateway: Awaited<ReturnType<typeof startGateway>> | null = null;
// Before anything that may wait for the database.
endOnSignal({ stop: async () => gateway?.close(), withinMs: STOP_WITHIN_MS, log });

await exitUnlessPlainRoleLater("realtime");
gateway = await startGateway({
  databaseUrl: DATABASE_URL,
  publicUrl: PUBLIC_URL,
  port: REALTIME_PORT,
  log,
});
log.info({ port: REALTIME_PORT }, "realtime started");
