"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/**
 * A choice kept in this browser. Null until chosen, on the server, and where storage is closed.
 *
 * @returns the stored text and a setter; every component with the same name follows.
 */
export function useSavedSetting(name: string): [string | null, (text: string | null) => void] {
  const key = `gpubroker.${name}`;
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  return [text, (next) => write(key, next)];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // Storage is closed by the browser's settings: the choice lives for this page only, in the URL.
    return null;
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, text);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}
