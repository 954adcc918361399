"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

type TooltipProps = {
  /** Something that takes focus, or the keyboard cannot read it. */
  children: ReactNode;
  text: ReactNode;
};

/** More about what it hangs on; never the only place of a fact, since touch has no hover. */
export function Tooltip({ children, text }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={4}
            collisionPadding={8}
            className="z-50 max-w-72 rounded-control border border-border-strong bg-raised px-2 py-1 text-12 text-text"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
