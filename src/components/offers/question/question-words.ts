import { formatNumber } from "@/components/format/number";
import { formFactorNames, vendorNames } from "@/components/gpus/gpu-words";
import { gpuById } from "@/domain/gpu/gpu";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { askedGpus, gpuWordsOf } from "@/domain/ranking/asked-gpus";
import { type Range, UNKNOWN } from "@/domain/search-parameters";
import { type Locale, languageTags } from "@/locale/locales";
import type { TranslatorOf } from "@/locale/translator";

/** More names than these would hide what they are about. */
const NAMES_SHOWN = 3;

type Words = { t: TranslatorOf<"scoring">; locale: Locale };

/**
 * What the scores of a search answer, in words to stand beside them: "among H100 SXM, balanced weights, reference 2026-11". Only what
 * a score depends on is named; filters that merely remove offers are not.
 */
export function questionWords(search: OfferSearch, words: Words): string {
  return words.t("among", {
    gpus: gpuWords(search, words),
    weights: words.t(`weights.${search.weights === null ? search.preset : "own"}`),
    reference: search.reference,
  });
}

function gpuWords(search: OfferSearch, { t, locale }: Words): string {
  const { q, gpu, vendor, form, vram } = search;
  const pieces = [
    namesOf(gpu, { t, locale }),
    gpuWordsOf(q)
      .map((word) => `“${word}”`)
      .join(" "),
    vendor.map((id) => nameIn(vendorNames, id)).join("/"),
    form.map((id) => (id === UNKNOWN ? t("formUnknown") : nameIn(formFactorNames, id))).join("/"),
    vramWords(vram, { t, locale }),
  ].filter((piece) => piece !== "");
  // A question that leaves no GPU is measured as one about all.
  return pieces.length === 0 || askedGpus(search).length === 0 ? t("allGpus") : pieces.join(", ");
}

function namesOf(ids: readonly string[], { t, locale }: Words): string {
  const names = ids.map((id) => gpuById(id)?.model ?? id);
  const more = names.length - NAMES_SHOWN;
  const list = new Intl.ListFormat(languageTags[locale], { type: "conjunction" });
  return more > 0
    ? list.format([...names.slice(0, NAMES_SHOWN), t("moreGpus", { count: more })])
    : list.format(names);
}

function nameIn(names: Readonly<Record<string, string>>, id: string): string {
  return names[id] ?? id;
}

function vramWords({ min, max }: Range, { t, locale }: Words): string {
  const figure = (gib: number | null) => formatNumber(gib ?? 0, locale, 3);
  if (min === null && max === null) return "";
  if (max === null) return t("vramFrom", { min: figure(min) });
  if (min === null) return t("vramTo", { max: figure(max) });
  return min === max
    ? t("vram", { gib: figure(min) })
    : t("vramBetween", { min: figure(min), max: figure(max) });
}
