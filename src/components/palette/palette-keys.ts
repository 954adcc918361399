"use client";

import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react";
import { publicSections } from "@/components/layout/sections";

type SectionPath = (typeof publicSections)[number]["href"];

/** The second key after `g`. A section without a letter does not compile. */
export const sectionKeys = {
  "/offers": "o",
  "/gpus": "p",
  "/compare": "c",
  "/providers": "v",
  "/models": "m",
  "/rent-or-call": "r",
  "/status": "s",
} as const satisfies Record<SectionPath, string>;

/** Two keys with a longer pause between them are not one command. */
const SEQUENCE_WITHIN_MS = 1000;

type PaletteKeys = { isOpen: boolean; onToggle: () => void; onGo: (path: SectionPath) => void };

/**
 * Ctrl-K (Cmd-K on Apple keyboards) anywhere, and `g` followed by a section's letter outside text fields.
 *
 * Listens in the capture phase and cancels the letter it handles: `c` after `g` must not also add an offer to the comparison.
 */
export function usePaletteKeys({ isOpen, onToggle, onGo }: PaletteKeys): void {
  const startedAtMs = useRef<number | null>(null);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isPaletteChord(event)) {
      // Over another dialog, the palette would cover what that dialog asks.
      if (!isOpen && isDialogOpen()) return;
      event.preventDefault();
      if (!event.repeat) onToggle();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isDialogOpen() || isTyping(event.target)) return;
    const isSecond =
      startedAtMs.current !== null && event.timeStamp - startedAtMs.current < SEQUENCE_WITHIN_MS;
    startedAtMs.current = event.key === "g" ? event.timeStamp : null;
    const section = isSecond && publicSections.find(({ href }) => sectionKeys[href] === event.key);
    if (!section) return;
    event.preventDefault();
    onGo(section.href);
  });
  useEffect(() => {
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}

/** Whether the reader's keyboard has a Cmd key; false until the browser is known. */
export function useAppleKeyboard(): boolean {
  return useSyncExternalStore(subscribeToNothing, isApple, () => false);
}

/** On Apple keyboards, text fields use Ctrl-K to delete to the end of the line. */
function isPaletteChord(event: KeyboardEvent): boolean {
  const isHeld = isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return isHeld && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
}

function isApple(): boolean {
  return /Macintosh|iPhone|iPad/.test(navigator.userAgent);
}

function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
