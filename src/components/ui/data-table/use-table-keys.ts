"use client";

import { useEffect, useEffectEvent } from "react";

type TableKeys = {
  /** One down or one up. */
  onMove: (step: 1 | -1) => void;
  /** Opens the active row when the focus is not on its link already. */
  onOpen: () => void;
  /** What the other keys of the list do: `{ "/": focusTheFilter }`. */
  others: Readonly<Record<string, () => void>>;
};

/** The keys of a table. They do nothing while the reader types, a sheet is open, or a modifier is held. */
export function useTableKeys({ onMove, onOpen, others }: TableKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event.target))
      return;
    const actions: Readonly<Record<string, () => void>> = {
      ...others,
      j: () => onMove(1),
      k: () => onMove(-1),
    };
    if (event.key === "Enter") {
      if (!isPressable(event.target)) onOpen();
      return;
    }
    const act = actions[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, summary, input") !== null;
}
