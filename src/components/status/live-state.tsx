"use client";

import { useTranslations } from "use-intl";
import type { Connection } from "@/components/realtime/use-market-events";
import { StatePill } from "@/components/ui/state-pill";
import { useDatabaseAway } from "./use-database-away";

const tones = { connecting: "waiting", live: "good", polling: "warning", paused: "warning" } as const;

/** Whether this page updates by itself after the next poll. Without our database there is none. */
export function LiveState({ connection }: { connection: Connection }) {
  const t = useTranslations("status.live");
  const isPaused = useDatabaseAway() !== null;
  const state = isPaused ? "paused" : connection;
  return (
    <StatePill state={tones[state]} title={t(`${state}Why`)}>
      {t(state)}
    </StatePill>
  );
}
