"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/components/trpc/provider";
import { Notice } from "@/components/ui/notice";

const REFETCH_INTERVAL_MS = 60_000;

/** Warns when a polled feed has not answered lately. Renders nothing while all of them answer. */
export function PartialNotice() {
  const t = useTranslations("offers.partial");
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.providers.health.queryOptions(),
    refetchInterval: REFETCH_INTERVAL_MS,
  });
  const polled = (data ?? []).filter(({ pollEverySeconds }) => pollEverySeconds !== null);
  const answered = polled.filter(({ state }) => state === "fresh").length;
  if (answered === polled.length) return null;
  return (
    <Notice
      tone="warn"
      action={
        <a
          href="/status"
          aria-label={t("status")}
          className="inline-flex items-center font-medium underline underline-offset-2 touch-target"
        >
          <span className="max-sm:hidden">{t("status")}</span>
          <span className="sm:hidden">{t("statusShort")}</span>
        </a>
      }
    >
      {t("answered", { answered, all: polled.length })}{" "}
      {/* On a phone every card says it for its own price, and the first screen is for offers. */}
      <span className="max-sm:hidden">{t("others", { answered })}</span>
    </Notice>
  );
}
