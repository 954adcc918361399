"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

const GLIDE_MS = 220;

/** `rowsOf` changes when the rows have been read again. What the reader does sets `isAllowed` beforehand; it is reset here. */
export type Glide = { rowsOf: number; isAllowed: RefObject<boolean> };

/**
 * Lets rows glide to their new places if that is allowed at the moment when new rows arrive; otherwise they stand there at once.
 * It uses the Web Animations API, because a row that React moves in the document loses a CSS transition.
 */
export function useGlide(body: RefObject<HTMLElement | null>, { rowsOf, isAllowed }: Glide): void {
  const tops = useRef(new Map<string, number>());
  const shown = useRef(rowsOf);
  // This runs after every render, because scrolling mounts rows without any other change.
  useLayoutEffect(() => {
    const before = tops.current;
    tops.current = new Map();
    const hasNewRows = shown.current !== rowsOf;
    shown.current = rowsOf;
    const glides =
      hasNewRows && isAllowed.current && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (hasNewRows) isAllowed.current = false;
    for (const row of body.current?.querySelectorAll<HTMLElement>("[data-row-id]") ?? []) {
      const id = row.dataset.rowId ?? "";
      const top = topOf(row);
      const from = before.get(id);
      tops.current.set(id, top);
      if (!glides || from === undefined || from === top) continue;
      row.animate([{ transform: `translateY(${from}px)` }, { transform: `translateY(${top}px)` }], {
        duration: GLIDE_MS,
        easing: "ease-out",
      });
    }
  });
}

function topOf(row: HTMLElement): number {
  return Number(/translateY\((-?[\d.]+)px\)/.exec(row.style.transform)?.[1] ?? 0);
}
