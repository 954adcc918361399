"use client";

import { useState } from "react";

/** The price before its latest change since the page was opened; null until it changes. */
export function usePriceMove(microUsdPerGpuHour: number): number | null {
  const [seen, setSeen] = useState<{ price: number; before: number | null }>({
    price: microUsdPerGpuHour,
    before: null,
  });
  if (seen.price !== microUsdPerGpuHour) setSeen({ price: microUsdPerGpuHour, before: seen.price });
  return seen.price === microUsdPerGpuHour ? seen.before : seen.price;
}
