import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import type { IconName } from "./icon-outlines";

export type StateTone = "good" | "waiting" | "warning" | "bad" | "off";

const looks = {
  good: { icon: "circle-check", className: "text-accent bg-accent-soft" },
  waiting: { icon: "clock", className: "text-info bg-info-soft" },
  warning: { icon: "triangle-alert", className: "text-warn bg-warn-soft" },
  bad: { icon: "circle-x", className: "text-danger bg-danger-soft" },
  off: { icon: "minus", className: "text-muted bg-hover" },
} as const satisfies Record<StateTone, { icon: IconName; className: string }>;

type StatePillProps = { state: StateTone; title?: string; children: ReactNode };

/** A state shown by a word and a symbol, never by colour alone. */
export function StatePill({ state, title, children }: StatePillProps) {
  const { icon, className } = looks[state];
  return (
    <span
      title={title}
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 rounded-full px-2 text-12 whitespace-nowrap",
        className,
      )}
    >
      <Icon name={icon} size={14} />
      {children}
    </span>
  );
}
