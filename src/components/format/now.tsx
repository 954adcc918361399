"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

/** How often ages update. An update every second would make a table restless. */
const TICK_MS = 5000;

const InitialNow = createContext<number | null>(null);

/** Gives the server's clock to the first render, so that the browser's first render agrees with it. */
export function NowProvider({ now, children }: { now: Date; children: ReactNode }) {
  return <InitialNow value={now.getTime()}>{children}</InitialNow>;
}

let current = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The current time, from one timer for the whole page. */
export function useNow(): Date {
  const first = useContext(InitialNow);
  if (first === null) throw new Error("useNow must be called inside a <NowProvider>");
  return new Date(useSyncExternalStore(subscribe, read, () => first));
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

function read(): number {
  if (current === 0) current = Date.now();
  return current;
}

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}
