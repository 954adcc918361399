/** Runs once when the web process starts: the market thread loads while nobody waits for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { warmMarket } = await import("@/server/market/client");
  warmMarket();
}
