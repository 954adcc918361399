import { performance } from "node:perf_hooks";
import type { Client } from "../addresses";
import { Refusal } from "../refusal/refusal";
import type { LaneLimits } from "./limits";

/** How long an address counts as busy after it was: its use of the upstream halves in this time. */
const halfLifeMs = 10_000;
/** An address is busy once it has kept the upstream occupied for this long lately. */
const busyMs = 2_000;
const keptAddresses = 10_000;

type Waiter = { start(leave: () => void): void; fail(refusal: Refusal): void };
type Use = { active: number; waiting: number; usedMs: number; usedAtMs: number };
type Address = Use & { waiters: Waiter[]; network: Use };
type Holder = Pick<Client, "key" | "network">;

/**
 * Turns at one upstream, shared by network and within it by address: whoever has used it least lately is next, and an address that
 * keeps it busy gets fewer turns at one time. A flood thus waits for itself, also one that changes its IPv6 address all the time.
 */
export function createFairQueue(limits: LaneLimits, now = () => performance.now()) {
  const addresses = new Map<string, Address>();
  const networks = new Map<string, Use>();
  const queued = new Set<Address>();
  let active = 0;
  let waiting = 0;

  /**
   * Waits for a turn.
   *
   * @param signal aborts the wait.
   * @param withinMs the longest wait, if it is shorter than that of the limits.
   * @returns a function that ends the turn; calling it again does nothing.
   * @throws {Refusal} 503 when the queue is full or the turn does not come in time.
   */
  function enter(client: Holder, signal: AbortSignal, withinMs = limits.waitMs): Promise<() => void> {
    const address = addressOf(client);
    if (waiting >= limits.waiting && !makeRoom(address)) return Promise.reject(full());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => drop(address, waiter, full()), Math.min(withinMs, limits.waitMs));
      const abort = () => drop(address, waiter, new Refusal(499, "The client has left."));
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
      };
      const waiter: Waiter = {
        start(leave) {
          settle();
          resolve(leave);
        },
        fail(refusal) {
          settle();
          reject(refusal);
        },
      };
      signal.addEventListener("abort", abort, { once: true });
      address.waiters.push(waiter);
      queued.add(address);
      countWaiting(address, 1);
      if (signal.aborted) abort();
      startNext();
    });
  }

  function addressOf({ key, network }: Holder): Address {
    const around = networks.get(network ?? key) ?? unused();
    networks.set(network ?? key, around);
    const address = addresses.get(key) ?? { ...unused(), waiters: [], network: around };
    addresses.set(key, address);
    return address;
  }

  function unused(): Use {
    return { active: 0, waiting: 0, usedMs: 0, usedAtMs: now() };
  }

  function countWaiting(address: Address, change: number): void {
    waiting += change;
    for (const use of [address, address.network]) use.waiting += change;
  }

  function startNext(): void {
    while (active < limits.active) {
      const next = chooseNext();
      const waiter = next?.waiters.shift();
      if (next === null || waiter === undefined) return;
      if (next.waiters.length === 0) queued.delete(next);
      countWaiting(next, -1);
      active += 1;
      for (const use of [next, next.network]) use.active += 1;
      waiter.start(turnOf(next));
    }
  }

  function turnOf(address: Address): () => void {
    const startedAtMs = now();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      active -= 1;
      for (const use of [address, address.network]) {
        use.active -= 1;
        use.usedMs = usedOf(use) + (now() - startedAtMs);
        use.usedAtMs = now();
      }
      forgetIdle();
      startNext();
    };
  }

  function chooseNext(): Address | null {
    let best: Address | null = null;
    for (const address of queued) {
      if (!mayStart(address)) continue;
      if (best === null || isBefore(address, best)) best = address;
    }
    return best;
  }

  function isBefore(one: Address, other: Address): boolean {
    const difference = rankOf(one.network) - rankOf(other.network);
    return one.network === other.network || difference === 0 ? rankOf(one) < rankOf(other) : difference < 0;
  }

  /** Turns in progress count as use, so that a first flood does not take all turns before any of them ends. */
  function rankOf(use: Use): number {
    return usedOf(use) + use.active * busyMs;
  }

  function mayStart(address: Address): boolean {
    const isBusy = usedOf(address) > busyMs;
    return address.active < (isBusy ? limits.activePerBusyAddress : limits.activePerAddress);
  }

  function usedOf({ usedMs, usedAtMs }: Use): number {
    return usedMs * 0.5 ** ((now() - usedAtMs) / halfLifeMs);
  }

  /** In a full queue, the network with the most requests loses the newest one of its busiest address to whoever has fewer. */
  function makeRoom(newcomer: Address): boolean {
    let longest = newcomer;
    for (const address of queued) if (excessOf(address, longest) > 0) longest = address;
    const last = longest.waiters.at(-1);
    // One more than the newcomer will have: two with one request each would otherwise take each other's place without end.
    if (last === undefined || excessOf(longest, newcomer) <= 1) return false;
    drop(longest, last, full());
    return true;
  }

  /** How many more requests wait from one address's network than from the other's, or from the addresses of the same network. */
  function excessOf(one: Address, other: Address): number {
    const [of, from] = one.network === other.network ? [one, other] : [one.network, other.network];
    return of.waiting - from.waiting;
  }

  function drop(address: Address, waiter: Waiter, refusal: Refusal): void {
    const place = address.waiters.indexOf(waiter);
    if (place === -1) return;
    address.waiters.splice(place, 1);
    if (address.waiters.length === 0) queued.delete(address);
    countWaiting(address, -1);
    waiter.fail(refusal);
    forgetIdle();
  }

  function forgetIdle(): void {
    if (addresses.size <= keptAddresses) return;
    for (const uses of [addresses, networks])
      for (const [key, use] of uses) if (use.active === 0 && use.waiting === 0) uses.delete(key);
  }

  return { enter, load: () => ({ active, waiting, addresses: addresses.size }) };
}

function full(): Refusal {
  return new Refusal(503, "Too many requests are waiting for this server.", { retryAfterSeconds: 2 });
}
