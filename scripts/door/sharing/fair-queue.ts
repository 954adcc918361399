import { performance } from "node:perf_hooks";
import { Refusal } from "../refusal/refusal";
import type { LaneLimits } from "./limits";

/** How long an address counts as busy after it was: its use of the upstream halves in this time. */
const halfLifeMs = 10_000;
/** An address is busy once it has kept the upstream occupied for this long lately. */
const busyMs = 2_000;
const keptAddresses = 10_000;

type Waiter = { start(leave: () => void): void; fail(refusal: Refusal): void };
type Address = { active: number; waiting: Waiter[]; usedMs: number; usedAtMs: number };

/**
 * Turns at one upstream, shared by address: whoever has used it least lately is next, and an address that keeps it busy gets
 * fewer turns at one time. A flood from one address thus waits for itself.
 */
export function createFairQueue(limits: LaneLimits, now = () => performance.now()) {
  const addresses = new Map<string, Address>();
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
  function enter(key: string, signal: AbortSignal, withinMs = limits.waitMs): Promise<() => void> {
    const address = addresses.get(key) ?? { active: 0, waiting: [], usedMs: 0, usedAtMs: now() };
    addresses.set(key, address);
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
      address.waiting.push(waiter);
      queued.add(address);
      waiting += 1;
      if (signal.aborted) abort();
      startNext();
    });
  }

  function startNext(): void {
    while (active < limits.active) {
      const next = chooseNext();
      const waiter = next?.waiting.shift();
      if (next === null || waiter === undefined) return;
      if (next.waiting.length === 0) queued.delete(next);
      waiting -= 1;
      active += 1;
      next.active += 1;
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
      address.active -= 1;
      address.usedMs = usedOf(address) + (now() - startedAtMs);
      address.usedAtMs = now();
      forgetIdle();
      startNext();
    };
  }

  function chooseNext(): Address | null {
    let best: Address | null = null;
    for (const address of queued) {
      if (!mayStart(address)) continue;
      if (best === null || rankOf(address) < rankOf(best)) best = address;
    }
    return best;
  }

  /** Turns in progress count as use, so that a first flood does not take all turns before any of them ends. */
  function rankOf(address: Address): number {
    return usedOf(address) + address.active * busyMs;
  }

  function mayStart(address: Address): boolean {
    const isBusy = usedOf(address) > busyMs;
    return address.active < (isBusy ? limits.activePerBusyAddress : limits.activePerAddress);
  }

  function usedOf({ usedMs, usedAtMs }: Address): number {
    return usedMs * 0.5 ** ((now() - usedAtMs) / halfLifeMs);
  }

  /** In a full queue, the address with the most requests loses its newest one to an address with fewer. */
  function makeRoom(newcomer: Address): boolean {
    let longest = newcomer;
    for (const address of queued) if (address.waiting.length > longest.waiting.length) longest = address;
    const last = longest.waiting.at(-1);
    if (longest === newcomer || last === undefined) return false;
    drop(longest, last, full());
    return true;
  }

  function drop(address: Address, waiter: Waiter, refusal: Refusal): void {
    const place = address.waiting.indexOf(waiter);
    if (place === -1) return;
    address.waiting.splice(place, 1);
    if (address.waiting.length === 0) queued.delete(address);
    waiting -= 1;
    waiter.fail(refusal);
    forgetIdle();
  }

  function forgetIdle(): void {
    if (addresses.size <= keptAddresses) return;
    for (const [key, address] of addresses)
      if (address.active === 0 && address.waiting.length === 0) addresses.delete(key);
  }

  return { enter, load: () => ({ active, waiting, addresses: addresses.size }) };
}

function full(): Refusal {
  return new Refusal(503, "Too many requests are waiting for this server.", { retryAfterSeconds: 2 });
}
