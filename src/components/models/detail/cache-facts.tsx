"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { ModelArchitecture } from "@/domain/model/architecture";
import { type AttentionLayers, cacheProfile } from "@/domain/model/attention";
import { Fact } from "./fact";

const KIB = 1024;
const MIB = 1024 * KIB;

/** What the model keeps of a request on one GPU, by what makes it grow, each with the calculation. */
export function CacheFacts({ architecture: { attention } }: { architecture: ModelArchitecture }) {
  const t = useTranslations("model.facts");
  const locale = useCurrentLocale();
  const { perToken, indexPerToken, windows, state } = cacheProfile(attention);
  const kib = (bytes: number) => `${formatNumber(bytes / KIB, locale, 1)} KiB`;
  const mib = (bytes: number) => `${formatNumber(bytes / MIB, locale, 1)} MiB`;
  const sumOf = useSums();
  const sums = (kind: AttentionLayers["kind"]) => attention.filter((one) => one.kind === kind).map(sumOf);
  return (
    <>
      <Fact name={t("cache")} more={[...sums("full"), ...sums("latent")]}>
        <span className="tabular">{kib(perToken)}</span>
      </Fact>
      {indexPerToken > 0 && (
        <Fact name={t("index")} more={[t("indexWhy")]}>
          <span className="tabular">{kib(indexPerToken)}</span>
        </Fact>
      )}
      {windows > 0 && (
        <Fact name={t("windows")} more={sums("window")}>
          <span className="tabular">{t("atMost", { size: mib(windows) })}</span>
        </Fact>
      )}
      {state > 0 && (
        <Fact name={t("state")} more={sums("state")}>
          <span className="tabular">{mib(state)}</span>
        </Fact>
      )}
    </>
  );
}

/** The calculation for layers of one kind, in words. */
function useSums() {
  const t = useTranslations("model.facts.sums");
  const locale = useCurrentLocale();
  const number = (value: number) => formatNumber(value, locale);
  return (one: AttentionLayers): string => {
    const layers = one.layers;
    switch (one.kind) {
      case "full":
        return t("full", { layers, heads: one.kvHeads, width: number(one.keyDim + one.valueDim) });
      case "window":
        return t("window", {
          layers,
          heads: one.kvHeads,
          width: number(one.keyDim + one.valueDim),
          window: number(one.windowTokens),
        });
      case "latent":
        return t("latent", { layers, width: number(one.latentDim) });
      case "state":
        return t("state", { layers });
      default:
        return one satisfies never;
    }
  };
}
