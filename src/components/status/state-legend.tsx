"use client";

import { useTranslations } from "use-intl";

const states = ["fresh", "stale", "hidden", "unknown", "failing", "key_refused", "never"] as const;

/** What the state pills mean: not everybody can hover. */
export function StateLegend() {
  const t = useTranslations("status.states");
  return (
    <dl className="flex flex-col gap-x-6 gap-y-1 text-12 text-muted sm:flex-row sm:flex-wrap">
      {states.map((state) => (
        <div key={state} className="flex gap-1.5">
          <dt className="font-medium text-text">{t(state)}</dt>
          <dd>{t(`${state}Why`)}</dd>
        </div>
      ))}
    </dl>
  );
}
