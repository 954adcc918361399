import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "./badge";
import type { IconName } from "./icon-outlines";

export type FigureSource = "live" | "list" | "simulated" | "estimate";

const looks = {
  live: { tone: "accent", icon: "radio" },
  list: { tone: "neutral", icon: "calendar" },
  simulated: { tone: "sim", icon: undefined },
  estimate: { tone: "warn", icon: undefined },
} as const satisfies Record<FigureSource, { tone: BadgeTone; icon: IconName | undefined }>;

type SourceBadgeProps = { source: FigureSource; title?: string; children: ReactNode };

/** Where a figure comes from; the words ("live", "list 2026-08-20", "estimate ±12 %") are the caller's. */
export function SourceBadge({ source, title, children }: SourceBadgeProps) {
  return (
    <Badge tone={looks[source].tone} icon={looks[source].icon} title={title}>
      {children}
    </Badge>
  );
}
