"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

const GLIDE_MS = 220;

/**
 * Lets rows glide to their new places when `isAllowed` says so at the moment new rows arrive; otherwise they stand there at
 * once. The Web Animations API is used because a row that React moves in the document loses a CSS transition.
 */
export function useGlide(
  body: RefObject<HTMLElement | null>,
  rowsOf: number,
  isAllowed: RefObject<boolean>,
): void {
  const tops = useRef(new Map<string, number>());
  const shown = useRef(rowsOf);
  // Reads what was just drawn after every drawing: scrolling mounts rows without anything else changing.
  useLayoutEffect(() => {
    const before = tops.current;
    tops.current = new Map();
    const hasNewRows = shown.current !== rowsOf;
    shown.current = rowsOf;
    const glides =
      hasNewRows && isAllowed.current && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (hasNewRows) isAllowed.current = false;
    for (const row of body.current?.querySelectorAll<HTMLElement>("[data-offer]") ?? []) {
      const id = row.dataset.offer ?? "";
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
