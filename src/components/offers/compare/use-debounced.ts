"use client";

import { useEffect, useState } from "react";

const DEBOUNCE_MS = 200;

/** The text after a pause in typing (debounced), so that not every letter triggers a search. */
export function useDebounced(text: string): string {
  const [debounced, setDebounced] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(text), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return debounced;
}
