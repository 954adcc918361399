"use client";

import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";

/** "push" for what the back button should undo; "replace" for the steps of a drag or of typing. */
export type AddressHistory = "push" | "replace";

const listeners = new Set<() => void>();

/**
 * The parameters of the page at `path`, as text.
 *
 * From the address itself, since the router tells of a change a moment later: a box that is clicked must be ticked at once.
 */
export function useAddress(path: `/${string}`): string {
  const rendered = useSearchParams().toString();
  return useSyncExternalStore(
    subscribe,
    () =>
      window.location.pathname === path ? new URLSearchParams(window.location.search).toString() : rendered,
    () => rendered,
  );
}

/** Goes to an address of the same page, and nowhere from where it is. */
export function changeAddress(href: string, history: AddressHistory = "push"): void {
  if (href === `${window.location.pathname}${window.location.search}`) return;
  if (history === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
  for (const listener of listeners) listener();
}

/** Every parameter with all its values, as readers of searches take them. */
export function parametersOf(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** Commas, colons and dots stay readable: they are allowed in a query and a shared link should be legible. */
export function legibleQuery(parameters: URLSearchParams): string {
  const text = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}
