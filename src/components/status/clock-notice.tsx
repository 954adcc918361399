"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatAge, formatInstant } from "@/components/format/age";
import { useTRPC } from "@/components/trpc/provider";
import { Notice } from "@/components/ui/notice";

/** What is wrong with the clocks, in words; nothing while all agree. */
export function ClockNotice() {
  const [t, trpc] = [useTranslations("status.clock"), useTRPC()];
  const { data: clock } = useSuspenseQuery(trpc.providers.clock.queryOptions());
  const { isConfirmed, machineAheadMs, databaseStep, recordGap } = clock;
  const sentences = [
    isConfirmed ? null : t("unconfirmed"),
    machineAheadMs && t(machineAheadMs > 0 ? "machineAhead" : "machineBehind", ageOf(machineAheadMs)),
    databaseStep &&
      t(databaseStep.byMs > 0 ? "steppedAhead" : "steppedBehind", {
        ...ageOf(databaseStep.byMs),
        instant: formatInstant(databaseStep.at),
      }),
    recordGap && t("gap", { from: formatInstant(recordGap.from), to: formatInstant(recordGap.to) }),
  ].filter((sentence) => sentence !== null && sentence !== 0);
  if (sentences.length === 0) return null;
  return <Notice tone="warn">{sentences.join(" ")}</Notice>;
}

function ageOf(ms: number): { age: string } {
  return { age: formatAge(Math.abs(ms)) };
}
