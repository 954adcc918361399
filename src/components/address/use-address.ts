"use client";

import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";

/** "push" for changes that the back button should undo; "replace" for the steps of a drag or of typing. */
export type AddressHistory = "push" | "replace";

const listeners = new Set<() => void>();

/**
 * The URL parameters of the page at `path`, as text.
 *
 * Reads the URL itself, since the router reports a change a moment later: a clicked checkbox must be checked at once.
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

/** Navigates to a URL of the same page; does nothing if that is the current URL. */
export function changeAddress(href: string, history: AddressHistory = "push"): void {
  if (href === `${window.location.pathname}${window.location.search}`) return;
  if (history === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
  for (const listener of listeners) listener();
}

/** Every parameter with all its values, in the form that search parsers accept. */
export function parametersOf(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** Keeps commas and colons unescaped: a query allows them, and a shared link should be legible. */
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
