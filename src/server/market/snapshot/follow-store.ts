import { setTimeout as pause } from "node:timers/promises";
import type { MarketEvent } from "@/domain/events/market";
import type { Log } from "@/server/log";
import type { openStore } from "./store";

type Store = Pick<Awaited<ReturnType<typeof openStore>>, "take" | "reload">;

const FIRST_RETRY_MS = 250;
/** Readers see the market as it was before the outage until a reload succeeds. */
const LONGEST_RETRY_MS = 2000;

/**
 * Applies committed events to the snapshot. After a failed read it reloads, retrying until one reload succeeds: otherwise a
 * feed that rarely changes would be missing until its next change.
 */
export function followStore(store: Store, log: Log) {
  let isBehind = false;
  let isCatchingUp = false;

  async function catchUp(): Promise<void> {
    isBehind = true;
    if (isCatchingUp) return;
    isCatchingUp = true;
    for (let delayMs = FIRST_RETRY_MS; isBehind; delayMs = Math.min(delayMs * 2, LONGEST_RETRY_MS)) {
      // Set before the reload: an event that is missed during it needs another reload.
      isBehind = false;
      try {
        await store.reload();
      } catch (error) {
        isBehind = true;
        log.error({ err: error }, "market snapshot: reload failed");
        await pause(delayMs);
      }
    }
    isCatchingUp = false;
  }

  return {
    onEvent: (event: MarketEvent) =>
      void store.take(event).catch((error) => {
        log.error({ err: error }, "market snapshot: event not applied");
        return catchUp();
      }),
    onReconnect: () => void catchUp(),
  };
}
