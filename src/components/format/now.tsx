"use client";

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";
import { serverClock } from "./server-clock";

/** How often ages update. An update every second would make a table restless. */
const TICK_MS = 5000;

const InitialNow = createContext<number | null>(null);

/** Gives the server's time to the first render, so that the browser's first render agrees with it, and to the page's clock. */
export function NowProvider({ now, children }: { now: Date; children: ReactNode }) {
  const statedMs = now.getTime();
  useEffect(() => serverClock.takePage(statedMs), [statedMs]);
  return <InitialNow value={statedMs}>{children}</InitialNow>;
}

let current = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The current time by the server's clock, from one timer for the whole page. The browser's own clock decides nothing. */
export function useNow(): Date {
  const first = useContext(InitialNow);
  if (first === null) throw new Error("useNow must be called inside a <NowProvider>");
  return new Date(
    useSyncExternalStore(
      subscribe,
      () => read(first),
      () => first,
    ),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    current = 0;
  };
}

function read(firstMs: number): number {
  if (current === 0) {
    serverClock.takePage(firstMs);
    current = serverClock.nowMs() ?? firstMs;
  }
  return current;
}

function tick(): void {
  current = serverClock.nowMs() ?? current;
  for (const listener of listeners) listener();
}
