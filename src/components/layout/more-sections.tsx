"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type MoreSectionsProps = { label: string; children: ReactNode };

/** The sections that do not fit into the bottom bar, in a panel above it. Opens without JavaScript; navigation closes it. */
export function MoreSections({ label, children }: MoreSectionsProps) {
  return (
    <details key={usePathname()} className="group relative flex-1">
      <summary className="flex h-14 cursor-pointer list-none flex-col items-center justify-center gap-1 text-12 text-muted group-open:font-medium group-open:text-accent [&::-webkit-details-marker]:hidden">
        <Icon name="ellipsis" size={20} />
        {label}
      </summary>
      <div className="absolute right-0 bottom-full flex min-w-44 flex-col rounded-tl-card border-t border-l bg-surface p-2">
        {children}
      </div>
    </details>
  );
}
