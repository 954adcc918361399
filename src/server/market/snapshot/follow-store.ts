import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "@/server/log";
import type { Store } from "./store";

const FIRST_RETRY_MS = 250;
/** Readers see the market as it was before the outage until a reload succeeds. */
const LONGEST_RETRY_MS = 2000;

/**
 * Takes the changes of the market at each event, whatever it says. After a failed read it reloads, retrying until one reload
 * succeeds: otherwise a feed that rarely changes would be missing until its next change.
 */
export function followStore(store: Pick<Store, "takeChanges" | "reload">, log: Log) {
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
    onEvent: () =>
      void store.takeChanges().catch((error) => {
        log.error({ err: error }, "market snapshot: changes not taken");
        return catchUp();
      }),
    onReconnect: () => void catchUp(),
  };
}
