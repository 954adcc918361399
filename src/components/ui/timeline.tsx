import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-outlines";

export type TimelineState = "done" | "failed" | "waiting" | "running" | "pending" | "note";

const looks = {
  done: { icon: "circle-check", className: "text-accent" },
  failed: { icon: "circle-x", className: "text-danger" },
  waiting: { icon: "clock", className: "text-warn" },
  running: { icon: "loader", className: "text-info animate-turn" },
  pending: { icon: "circle", className: "text-faint" },
  note: { icon: "info", className: "text-muted" },
} as const satisfies Record<TimelineState, { icon: IconName; className: string }>;

export type TimelineEntry = {
  id: string;
  state: TimelineState;
  /** The state in the reader's language, for assistive technology. */
  stateLabel: string;
  title: ReactNode;
  /** The reason, or the provider's message, verbatim. */
  reason?: ReactNode;
  /** A `<time>`. */
  at?: ReactNode;
};

/** State changes in order along a hairline, each with its reason and time. Failed ones remain visible. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={label} className="flex flex-col text-14">
      {entries.map(({ id, state, stateLabel, title, reason, at }) => (
        <li key={id} className="group relative flex gap-3 pb-4 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-6 bottom-0.5 left-2 w-px -translate-x-1/2 bg-border-strong group-last:hidden"
          />
          <Icon name={looks[state].icon} className={`mt-[3px] ${looks[state].className}`} />
          <div className="min-w-0 flex-1">
            <div className="flex items-baseline justify-between gap-3">
              <span className={state === "pending" ? "text-muted" : "font-medium"}>
                {title}
                <span className="sr-only">, {stateLabel}</span>
              </span>
              {at && <span className="tabular shrink-0 text-12 text-faint">{at}</span>}
            </div>
            {reason && <div className="text-13 text-muted">{reason}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
