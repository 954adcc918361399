"use client";

import { useSyncExternalStore } from "react";

/** The name under which `src/proxy.ts` states the id of a request, in a header that the browser lets a page read. */
const TIMING = "request";

/** What the browser keeps of one request. */
export type SeenRequest = {
  url: string;
  serverTiming: readonly { name: string; description: string }[];
};

/**
 * The id of the request that brought the page at `path`: of the last one by which the router fetched it, or of the document. The
 * layout cannot say it, because it stays while its reader goes from page to page.
 *
 * @param seen requests in the order in which they ended, the document first.
 */
export function requestIdOf(seen: readonly SeenRequest[], path: string): string | null {
  const [document, ...others] = seen;
  const fetched = others.findLast(({ url }) => isPageAt(url, path));
  const timing = (fetched ?? document)?.serverTiming.find(({ name }) => name === TIMING);
  return timing?.description || null;
}

/** The id of the request that brought the page; null where the browser does not tell. */
export function useRequestId(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => requestIdOf([...documentRequest(), ...fetchedPages], window.location.pathname),
    () => null,
  );
}

/** The browser's own list ends after 250 requests, and a live page makes more. */
const MOST_KEPT = 50;
let fetchedPages: SeenRequest[] = [];

function subscribe(onChange: () => void): () => void {
  if (typeof PerformanceObserver === "undefined") return () => {};
  const observer = new PerformanceObserver((list) => {
    const added = list
      .getEntries()
      .flatMap(seenRequest)
      .filter(({ url }) => url.includes("_rsc="));
    if (added.length === 0) return;
    fetchedPages = [...fetchedPages, ...added].slice(-MOST_KEPT);
    onChange();
  });
  observer.observe({ type: "resource", buffered: true });
  return () => observer.disconnect();
}

function documentRequest(): SeenRequest[] {
  return performance.getEntriesByType("navigation").flatMap(seenRequest);
}

function seenRequest(entry: PerformanceEntry): SeenRequest[] {
  if (!(entry instanceof PerformanceResourceTiming)) return [];
  return [{ url: entry.name, serverTiming: entry.serverTiming }];
}

/** The router asks for a page at its own address, with a parameter that only it uses. */
function isPageAt(url: string, path: string): boolean {
  const { pathname, searchParams } = new URL(url);
  return pathname === path && searchParams.has("_rsc");
}
