"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { AbilityMark } from "./ability-mark";
import { PriceKind } from "./price-kind";
import { hasFeedPrices, type Profile, sellsGpus } from "./profile";

/** What the provider's API can do, in words: what it sells, whether it rents, what goes on costing when one stops. */
export function AbilityList({ profile }: { profile: Profile }) {
  const t = useTranslations("providers.abilities");
  const { abilities } = profile;
  return (
    <Card className="overflow-hidden">
      <h2 className="border-b px-4 py-3 text-16">{t("title")}</h2>
      {abilities === null ? (
        <p className="px-4 py-3 text-13 text-muted">{t("noAdapter", { provider: profile.name })}</p>
      ) : (
        <dl className="divide-y text-13">
          <Row name={t("gpuHour")} value={<PriceKind profile={profile} unit="gpuHour" />} />
          <Row name={t("millionTokens")} value={<PriceKind profile={profile} unit="millionTokens" />} />
          <Row
            name={t(hasFeedPrices(abilities) ? "key" : "keyOfFeed")}
            value={t(abilities.isKeyless ? "keyless" : "keyed")}
          />
          <Row
            name={t(sellsGpus(profile) ? "stock" : "served")}
            value={<AbilityMark has={abilities.hasStock} />}
          />
          <Row name={t("spot")} value={<AbilityMark has={abilities.hasSpot} />} />
          <Row name={t("launch")} value={t(abilities.rents ?? "rentsNothing")} />
          {abilities.rents !== null && (
            <Row name={t("stop")} value={t(`billed.${abilities.billedWhenStopped ?? "cannotStop"}`)} />
          )}
        </dl>
      )}
    </Card>
  );
}

function Row({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 px-4 py-2">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{value}</dd>
    </div>
  );
}
