import { exitUnlessPlainRole } from "@/server/database-role";
import { logFor } from "@/server/log";
import { startGateway } from "@/server/realtime/gateway";
import { settings, startAs } from "@/server/settings";

startAs("realtime");
const log = logFor("realtime");
const { DATABASE_URL, PUBLIC_URL, REALTIME_PORT } = settings();
await exitUnlessPlainRole("realtime");
const gateway = await startGateway({
  databaseUrl: DATABASE_URL,
  publicUrl: PUBLIC_URL,
  port: REALTIME_PORT,
  log,
});
log.info({ port: REALTIME_PORT }, "realtime started");

async function stop(): Promise<void> {
  await gateway.close();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
process.on("disconnect", () => void stop());
