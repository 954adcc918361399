"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import { defaultRatio, type TokenRatio, tokenRatio, writeRatio } from "@/domain/model/token-ratio";
import { RatioField } from "../ratio-field";
import { EndedOffers } from "./ended-offers";
import { ModelFacts } from "./model-facts";
import { ModelHistory } from "./model-history";
import { ServeTable } from "./serve-table";
import { VramTable } from "./vram-table";

/** One model: its providers, its specifications, its memory needs and its price history. */
export function ModelView({ id }: { id: string }) {
  const t = useTranslations("model");
  const [trpc, queries] = [useTRPC(), useQueryClient()];
  const { data } = useSuspenseQuery(trpc.models.byId.queryOptions({ id }));
  const ratio = useRatio();
  useFreshOnEvents({
    concerns: ({ type }) => type === "token_offers.changed",
    refresh: () => {
      void queries.invalidateQueries(trpc.models.byId.queryFilter({ id }));
      void queries.invalidateQueries(trpc.models.priceHistory.pathFilter());
    },
  });
  const { model, offers, ended } = data;
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="flex flex-col gap-1">
          <Link
            href="/models"
            className="inline-flex items-center gap-1 text-13 text-muted hover:text-text touch-target"
          >
            <Icon name="arrow-right" size={14} className="rotate-180" />
            {t("all")}
          </Link>
          <h1 className="text-20 tracking-tight sm:text-28">{model.name}</h1>
          <p className="text-13 text-muted">{t("by", { developer: model.developer })}</p>
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <RatioField ratio={ratio} onChange={changeRatio} />
          <Link
            href={`/rent-or-call?model=${encodeURIComponent(model.id)}`}
            title={t("rentWhy")}
            prefetch={false}
            className={buttonStyle("plain")}
          >
            <Icon name="scale" size={16} />
            {t("rent")}
          </Link>
        </div>
      </header>
      <ServeTable model={model} offers={offers} ratio={ratio} />
      <EndedOffers offers={ended} nameOf={({ providerName }) => providerName} />
      <ModelHistory model={model} />
      <div className="grid gap-6 lg:grid-cols-2">
        <ModelFacts model={model} />
        <VramTable model={model} />
      </div>
    </div>
  );
}

const RATIO_PARAMETER = "ratio";

/** The ratio in the URL, or the default if it is invalid; the page shows which one applies. */
function useRatio(): TokenRatio {
  const parsed = tokenRatio.safeParse(useSearchParams().get(RATIO_PARAMETER) ?? "");
  return parsed.success ? parsed.data : defaultRatio;
}

function changeRatio(ratio: TokenRatio): void {
  const url = new URL(window.location.href);
  if (writeRatio(ratio) === writeRatio(defaultRatio)) url.searchParams.delete(RATIO_PARAMETER);
  else url.searchParams.set(RATIO_PARAMETER, writeRatio(ratio));
  window.history.replaceState(null, "", url.href.replaceAll("%3A", ":"));
}
