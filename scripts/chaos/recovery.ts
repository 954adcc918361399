import { setTimeout as sleep } from "node:timers/promises";
import type { Plan } from "./plan";
import { findVictim, victims } from "./processes";
import { query } from "./query.mjs";
import { openSocket } from "./readers";
import { get } from "./requests";

/** What has to work again after a fault. */
type Service = "pages" | "polls" | "sockets" | "database";

const LOOK_EVERY_MS = 100;
const GIVE_UP_MS = 120_000;
/** The prober is one more client, with an address of its own. */
const PROBER = { from: "127.0.2.1", hangMs: 5_000 };

const works: Record<Service, (plan: Plan, since: Date | null) => Promise<boolean>> = {
  pages: async ({ port }) => (await get({ port, path: "/offers", ...PROBER })).ending === "answered",
  polls: async ({ databaseUrl }, since) => since !== null && (await hasPolledSince(databaseUrl, since)),
  sockets: ({ port }) => connects(port),
  database: async ({ port }) => (await get({ port, path: "/api/ready", ...PROBER })).ending === "answered",
};

/**
 * Waits until a service works again.
 *
 * @param options.gone the process that was killed: the service counts only once it has another one.
 * @returns milliseconds from the call. Infinity when it does not work within two minutes.
 */
export async function until(service: Service, plan: Plan, { gone }: { gone?: number } = {}): Promise<number> {
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const since = service === "polls" ? await databaseTime(plan.databaseUrl) : null;
  while (elapsedMs() < GIVE_UP_MS) {
    const isReplaced = gone === undefined || (await isSucceeded(plan, gone));
    if (isReplaced && (await works[service](plan, since).catch(() => false))) return elapsedMs();
    await sleep(LOOK_EVERY_MS);
  }
  return Number.POSITIVE_INFINITY;
}

/** Every process of the product runs, and none of them is the one that was killed. */
async function isSucceeded({ instancePid }: Plan, gone: number): Promise<boolean> {
  const running = await Promise.all(victims.map((name) => findVictim(instancePid, name)));
  return running.every((pid) => pid !== null && pid !== gone);
}

function connects(port: number): Promise<boolean> {
  const socket = openSocket(port);
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("connect_error", () => resolve(false));
  }).then((isConnected) => {
    socket.disconnect();
    return isConnected === true;
  });
}

async function hasPolledSince(url: string, since: Date): Promise<boolean> {
  const { rows } = await query(url, "select 1 from provider_polls where ok and started_at > $1 limit 1", [
    since,
  ]);
  return rows.length > 0;
}

/** Null while the database does not answer; then only polls after its return count, and these prove that it is back. */
async function databaseTime(url: string): Promise<Date | null> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      const { rows } = await query(url, "select clock_timestamp() as now");
      return rows[0].now;
    } catch {
      await sleep(LOOK_EVERY_MS);
    }
  }
  return null;
}
