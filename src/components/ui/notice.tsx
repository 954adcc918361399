import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import type { IconName } from "./icon-outlines";

export type NoticeTone = "info" | "warn" | "danger" | "sim";

const looks = {
  info: { icon: "info", className: "bg-info-soft text-info" },
  warn: { icon: "triangle-alert", className: "bg-warn-soft text-warn" },
  danger: { icon: "circle-alert", className: "bg-danger-soft text-danger" },
  sim: { icon: "flask-conical", className: "bg-sim-soft text-sim" },
} as const satisfies Record<NoticeTone, { icon: IconName; className: string }>;

type NoticeProps = { tone: NoticeTone; children: ReactNode; action?: ReactNode; className?: string };

/** A line about the page as a whole: partial answers ("14 of 17 feeds answered"), stale data, simulated data. */
export function Notice({ tone, children, action, className }: NoticeProps) {
  const look = looks[tone];
  return (
    <div
      role="status"
      className={classNames(
        "flex items-start gap-2 rounded-control px-3 py-2 text-13",
        look.className,
        className,
      )}
    >
      <Icon name={look.icon} className="mt-0.5" />
      <span className="min-w-0 text-text">{children}</span>
      {action && <span className="ml-auto shrink-0">{action}</span>}
    </div>
  );
}
