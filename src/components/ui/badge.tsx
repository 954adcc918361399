import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import type { IconName } from "./icon-outlines";

export type BadgeTone = "neutral" | "accent" | "warn" | "danger" | "info" | "sim";

const tones = {
  neutral: "text-muted border-border-strong bg-transparent",
  accent: "text-accent border-transparent bg-accent-soft",
  warn: "text-warn border-transparent bg-warn-soft",
  danger: "text-danger border-transparent bg-danger-soft",
  info: "text-info border-transparent bg-info-soft",
  sim: "text-sim border-transparent bg-sim-soft",
} as const satisfies Record<BadgeTone, string>;

type BadgeProps = {
  tone?: BadgeTone;
  icon?: IconName;
  title?: string;
  className?: string;
  children: ReactNode;
};

/** One or two words in a small frame. Badges of simulated data have a hatched edge. */
export function Badge({ tone = "neutral", icon, title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={classNames(
        "relative inline-flex h-5 items-center gap-1 overflow-hidden rounded-control border px-1.5 text-12 whitespace-nowrap",
        tones[tone],
        tone === "sim" && "pl-2.5",
        className,
      )}
    >
      {tone === "sim" && <span aria-hidden="true" className="hatched absolute inset-y-0 left-0 w-1.5" />}
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
