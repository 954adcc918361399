"use client";

import { useState } from "react";

/**
 * What is typed and not yet taken in, beside a value that lives elsewhere, such as in the address.
 *
 * @param from the value as text. When it changes, by this field or by the back button, what was typed before is over.
 */
export function useDraft<Draft>(from: string): [Draft | null, (draft: Draft | null) => void] {
  const [held, setHeld] = useState<{ draft: Draft; from: string } | null>(null);
  if (held !== null && held.from !== from) setHeld(null);
  const draft = held?.from === from ? held.draft : null;
  return [draft, (next) => setHeld(next === null ? null : { draft: next, from })];
}
