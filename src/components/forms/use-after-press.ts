"use client";

import { useCallback, useEffect, useRef } from "react";

/**
 * Puts off what would move the page until a press that has begun is over.
 *
 * A press takes the focus from a field before it counts as a click. Were the issue of that field drawn in between, the button below
 * would slide away from under the pointer and the click would be lost.
 */
export function useAfterPress(): (act: () => void) => void {
  const isPressed = useRef(false);
  useEffect(() => {
    const listening = new AbortController();
    const press = (pressed: boolean) => () => {
      isPressed.current = pressed;
    };
    const options = { capture: true, signal: listening.signal };
    window.addEventListener("pointerdown", press(true), options);
    window.addEventListener("pointerup", press(false), options);
    window.addEventListener("pointercancel", press(false), options);
    return () => listening.abort();
  }, []);
  return useCallback((act) => {
    if (!isPressed.current) return act();
    const ended = new AbortController();
    const later = () => {
      ended.abort();
      // The click comes right after the release.
      setTimeout(act);
    };
    window.addEventListener("pointerup", later, { signal: ended.signal });
    window.addEventListener("pointercancel", later, { signal: ended.signal });
  }, []);
}
