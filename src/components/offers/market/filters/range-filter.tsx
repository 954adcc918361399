"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldIssue } from "@/components/forms/field";
import { useDraft } from "@/components/forms/use-draft";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Input } from "@/components/ui/input";
import { type OfferSearch, parseSearch, writeSearch } from "@/domain/offer/offer-search";
import { changeSearch } from "../use-market-url";
import { type RangeFilter as RangeKey, scaleOf, useFilterText } from "./filter-text";
import { type Ends, readEnds, writeEnds } from "./range-ends";

type RangeFilterProps = { filter: RangeKey; search: OfferSearch };

/** From and to, taken in when both fields are left or Enter is pressed. What cannot be taken in stays, with what is wrong. */
export function RangeFilter({ filter, search }: RangeFilterProps) {
  const [t, issue] = [useTranslations("offers"), useTranslations("issues")];
  const notation = { locale: useCurrentLocale(), places: Math.log10(scaleOf(filter)) };
  const name = useFilterText().nameOf(filter);
  const id = useId();
  const text = writeSearch(search).get(filter) ?? "";
  const [draft, setDraft] = useDraft<Ends>(text);
  const [refused, setRefused] = useState<{ ends: Ends; isReversed: boolean } | null>(null);
  const ends = draft ?? writeEnds(text, notation);
  const isRefused = draft !== null && refused?.ends.min === draft.min && refused.ends.max === draft.max;

  function take(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (draft === null) return;
    const read = readEnds(draft, notation);
    const { search: asked, issues } = parseSearch({ [filter]: read ?? "" });
    if (read === null || issues.length > 0) {
      setRefused({ ends: draft, isReversed: issues[0]?.code === "range_reversed" });
    } else {
      setDraft(null);
      changeSearch({ [filter]: asked[filter] });
    }
  }

  return (
    <form
      onSubmit={take}
      onBlur={(event) =>
        !event.currentTarget.contains(event.relatedTarget) && event.currentTarget.requestSubmit()
      }
      noValidate
    >
      <div className="flex items-center gap-1.5">
        {(["min", "max"] as const).map((end) => (
          <Input
            key={end}
            name={end}
            inputMode="decimal"
            autoComplete="off"
            value={ends[end]}
            onChange={({ target }) => setDraft({ ...ends, [end]: target.value })}
            placeholder={t(`range.${end}`)}
            aria-label={t(`range.${end}Of`, { filter: name })}
            aria-invalid={isRefused ? true : undefined}
            aria-describedby={isRefused ? `${id}-issue` : undefined}
            className="tabular placeholder:font-sans h-8! text-13"
          />
        ))}
      </div>
      <button type="submit" className="sr-only" tabIndex={-1}>
        {t("range.apply")}
      </button>
      <div className="mt-1">
        <FieldIssue id={`${id}-issue`}>
          {isRefused && issue(refused?.isReversed ? "codes.range_reversed" : "codes.not_a_number")}
        </FieldIssue>
      </div>
    </form>
  );
}
