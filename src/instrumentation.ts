/**
 * Runs once when the web process starts, before it serves requests, so that the market thread loads while nobody waits for it.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startAs } = await import("@/server/settings");
  startAs("web");
  const { guardConsole } = await import("@/server/log");
  guardConsole(console);
  const { exitUnlessPlainRoleLater } = await import("@/server/database-role");
  // Without its database, this process serves what it can, and above all says that it lives.
  await exitUnlessPlainRoleLater("web");
  const { followClock } = await import("@/server/clock/follow-clock");
  followClock();
  const { warmMarket } = await import("@/server/market/client");
  warmMarket();
}
