/** Runs once when the web process starts, before it serves. The market thread then loads while nobody waits for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { endUnlessPlainRole } = await import("@/server/database-role");
  await endUnlessPlainRole("web");
  const { warmMarket } = await import("@/server/market/client");
  warmMarket();
}
