"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/**
 * A setting kept in the browser's local storage. Null until chosen, on the server, and when storage is blocked.
 *
 * @returns the stored text and a setter; every component that uses the same name updates.
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
    // The browser's settings block storage: the choice lasts for this page only, in the URL.
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
