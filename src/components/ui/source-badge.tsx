import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "./badge";

export type FigureSource = "live" | "polled" | "list" | "simulated" | "estimate";

const tones = {
  live: "accent",
  polled: "neutral",
  list: "neutral",
  simulated: "sim",
  estimate: "warn",
} as const satisfies Record<FigureSource, BadgeTone>;

type SourceBadgeProps = { source: FigureSource; title?: string; className?: string; children: ReactNode };

/** Where a figure comes from; the words ("live", "list 2026-08-20", "estimate ±12 %") are the caller's. */
export function SourceBadge({ source, title, className, children }: SourceBadgeProps) {
  return (
    <Badge tone={tones[source]} title={title} className={className}>
      {source === "live" && <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />}
      {children}
    </Badge>
  );
}
