"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Input } from "@/components/ui/input";
import { gpuById } from "@/domain/gpu/gpu";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { searchText, searchWords } from "@/domain/search-words";
import type { FacetValue } from "../types";
import { FacetValueRow, isChosen, ShowAll, withChosen } from "./facet-list";
import { useFilterText } from "./filter-text";

const SHOWN_AT_FIRST = 8;

type GpuFacetProps = { search: OfferSearch; values: readonly FacetValue[] };

/** GPUs grouped by vendor, the most offered first; a search or a button shows the rest. */
export function GpuFacet({ search, values }: GpuFacetProps) {
  const t = useTranslations("offers");
  const text = useFilterText();
  const [wanted, setWanted] = useState("");
  const [isExpanded, setIsExpanded] = useState(false);
  const all = withChosen(values, search.gpu);
  const found = all.filter(({ value }) =>
    searchWords(wanted).every((word) => searchText(text.valueText("gpu", value)).includes(word)),
  );
  const isCut = !isExpanded && wanted === "";
  const shown = isCut
    ? found.filter(({ value }, place) => place < SHOWN_AT_FIRST || isChosen(search, "gpu", value))
    : found;
  return (
    <div>
      {all.length > SHOWN_AT_FIRST && (
        <Input
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          placeholder={t("findGpu")}
          aria-label={t("findGpu")}
          className="mb-1 h-8! text-13"
        />
      )}
      {byVendor(shown).map(([vendor, gpus]) => (
        <fieldset key={vendor}>
          <legend className="px-1 pt-1 text-12 text-faint">{text.valueText("vendor", vendor)}</legend>
          {gpus.map((gpu) => (
            <FacetValueRow key={gpu.value} filter="gpu" search={search} {...gpu} />
          ))}
        </fieldset>
      ))}
      {shown.length === 0 && <p className="px-1 text-12 text-faint">{t("noValues")}</p>}
      {wanted === "" && all.length > SHOWN_AT_FIRST && (
        <ShowAll
          isExpanded={isExpanded}
          count={all.length - shown.length}
          onToggle={() => setIsExpanded(!isExpanded)}
        />
      )}
    </div>
  );
}

function byVendor(values: readonly FacetValue[]): [string, FacetValue[]][] {
  const groups = new Map<string, FacetValue[]>();
  for (const one of values) {
    const vendor = gpuById(one.value)?.vendor ?? "other";
    groups.set(vendor, [...(groups.get(vendor) ?? []), one]);
  }
  return [...groups];
}
