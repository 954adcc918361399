"use client";

import { useId } from "react";
import { useTranslations } from "use-intl/react";
import { Segmented } from "@/components/ui/segmented";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { workloadPresets } from "@/domain/ranking/ranking-criteria";
import { changeSearch } from "../use-market-url";

/** Weight presets by workload; none is selected while the reader uses custom weights. */
export function PresetChoice({ search }: { search: OfferSearch }) {
  const t = useTranslations("offers");
  return (
    <Segmented
      label={t("preset")}
      name={useId()}
      options={workloadPresets.map((preset) => ({ value: preset, label: t(`presets.${preset}`) }))}
      value={search.weights ? null : search.preset}
      onChange={(preset) => changeSearch({ preset, weights: null })}
    />
  );
}
