"use client";

import { useEffect, useState } from "react";

const EVERY_MS = 5000;

/** A clock for ages: starts at the instant of the server's render, so that both sides first write the same text. */
export function useNow(renderedAt: string): Date {
  const [now, setNow] = useState(() => new Date(renderedAt));
  useEffect(() => {
    const read = () => setNow(new Date());
    read();
    const timer = setInterval(read, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
