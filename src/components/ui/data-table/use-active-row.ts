"use client";

import { useState } from "react";

/** The row that keys act on: none at first and after another question. Moving puts the focus on the link that names it. */
export function useActiveRow(question: string, total: number) {
  const [active, setActive] = useState({ question, index: -1 });
  const index = active.question === question ? active.index : -1;

  function move(step: 1 | -1): void {
    const next = Math.min(Math.max(index + step, 0), total - 1);
    setActive({ question, index: next });
    // The row may have to be rendered first.
    requestAnimationFrame(() => {
      document
        .querySelector<HTMLElement>(`[data-row="${next}"] [role="rowheader"] a`)
        ?.focus({ preventScroll: true });
    });
  }

  return { index, move };
}
