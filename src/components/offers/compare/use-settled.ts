"use client";

import { useEffect, useState } from "react";

const SETTLE_MS = 200;

/** A text once nobody has changed it for a moment: a search a letter would be a search too many. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
