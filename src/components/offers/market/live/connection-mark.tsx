"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { formatInstant } from "@/components/format/age";
import { useNow } from "@/components/format/now";
import type { Connection } from "@/components/realtime/use-market-events";
import { useTRPC } from "@/components/trpc/provider";
import { type ConnectionState, connectionStateOf } from "./connection-state";

const dots = {
  live: "bg-accent",
  connected: "bg-info",
  simulated: "bg-sim",
  connecting: "bg-info",
  polling: "bg-warn",
  silent: "bg-warn",
  never: "bg-warn",
} as const satisfies Record<ConnectionState["state"], string>;

const REFETCH_INTERVAL_MS = 60_000;

/** The state of the connection and of the feeds behind it, in few words: only "live" is green. */
export function ConnectionMark({ connection }: { connection: Connection }) {
  const [t, trpc, now] = [useTranslations("offers.connection"), useTRPC(), useNow()];
  const { data } = useQuery({
    ...trpc.providers.health.queryOptions(),
    refetchInterval: REFETCH_INTERVAL_MS,
  });
  const shown = connectionStateOf(connection, data ?? null, now);
  return (
    <span
      role="status"
      title={t(`${shown.state}Title`)}
      className="inline-flex items-center gap-1.5 text-12 text-muted"
    >
      <span aria-hidden="true" className={`size-1.5 rounded-full ${dots[shown.state]}`} />
      {shown.state === "silent"
        ? t("silent", { instant: `${formatInstant(shown.since).slice(0, 16)} UTC` })
        : t(shown.state)}
    </span>
  );
}
