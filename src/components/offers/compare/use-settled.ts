"use client";

import { useEffect, useState } from "react";

const SETTLE_MS = 200;

/** The text after a pause in typing (debounced), so that not every letter triggers a search. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
