"use client";

import { useTranslations } from "use-intl/react";
import type { Connection } from "@/components/realtime/use-market-events";

const dots = { live: "bg-accent", connecting: "bg-info", polling: "bg-warn" } as const satisfies Record<
  Connection,
  string
>;

/** The state of the live connection, in one word. */
export function ConnectionMark({ connection }: { connection: Connection }) {
  const t = useTranslations("offers.connection");
  return (
    <span
      role="status"
      title={t(`${connection}Title`)}
      className="inline-flex items-center gap-1.5 text-12 text-muted"
    >
      <span aria-hidden="true" className={`size-1.5 rounded-full ${dots[connection]}`} />
      {t(connection)}
    </span>
  );
}
