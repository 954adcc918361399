"use client";

import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { Feed } from "./feeds/feed";
import { summarise } from "./feeds/feed";

/** How many feeds answer, in one sentence, and each failing feed with the time since when. */
export function StatusSummary({ feeds }: { feeds: readonly Feed[] }) {
  const t = useTranslations("status.summary");
  const { polled, answered, listed, unpriced, failing } = summarise(feeds);
  const allAnswered = answered === polled;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-start gap-2 text-16">
        <Icon
          name={allAnswered ? "circle-check" : "triangle-alert"}
          size={20}
          className={`mt-0.5 ${allAnswered ? "text-accent" : "text-warn"}`}
        />
        <span>
          {t("answered", { answered, polled })} {listed > 0 && t("listed", { listed })}{" "}
          {unpriced > 0 && t("unpriced", { unpriced })}
        </span>
      </p>
      {failing.length > 0 && (
        <Notice tone="danger">
          {t("failing")}{" "}
          {failing
            .map(({ name, failingSince }) =>
              t("failingOne", { name, instant: formatInstant(failingSince ?? "") }),
            )
            .join("; ")}
          .
        </Notice>
      )}
    </div>
  );
}
