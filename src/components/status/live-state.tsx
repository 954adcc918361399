"use client";

import { useTranslations } from "use-intl";
import type { Connection } from "@/components/realtime/use-market-events";
import { StatePill } from "@/components/ui/state-pill";

const tones = { connecting: "waiting", live: "good", offline: "warning" } as const;

/** Whether this page updates by itself after the next poll. */
export function LiveState({ connection }: { connection: Connection }) {
  const t = useTranslations("status.live");
  return (
    <StatePill state={tones[connection]} title={t(`${connection}Why`)}>
      {t(connection)}
    </StatePill>
  );
}
