"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldIssue } from "@/components/forms/field";
import { useDraft } from "@/components/forms/use-draft";
import { Input } from "@/components/ui/input";
import { parseSearch } from "@/domain/offer/offer-search";
import { type Range, writeRange } from "@/domain/search-parameters";
import { changeSearch } from "../use-market-url";
import { type RangeFilter as RangeKey, useFilterText } from "./filter-text";

type RangeFilterProps = {
  filter: RangeKey;
  range: Range;
  /** What is typed for one unit of the search: 100 where people think in percent. */
  scale?: number;
};

type Ends = { min: string; max: string };

/** From and to, taken in when both fields are left or Enter is pressed. */
export function RangeFilter({ filter, range, scale = 1 }: RangeFilterProps) {
  const t = useTranslations("offers");
  const issue = useTranslations("issues");
  const name = useFilterText().nameOf(filter);
  const id = useId();
  const [draft, setDraft] = useDraft<Ends>(writeRange(range));
  const [refused, setRefused] = useState<Ends | null>(null);
  const ends = draft ?? { min: shown(range.min, scale), max: shown(range.max, scale) };
  const isRefused = draft !== null && refused?.min === draft.min && refused.max === draft.max;

  function take(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (draft === null) return;
    const written = writeRange({ min: read(draft.min, scale), max: read(draft.max, scale) });
    const { search, issues } = parseSearch({ [filter]: written });
    if (issues.length > 0) {
      setRefused(draft);
    } else {
      setDraft(null);
      changeSearch({ [filter]: search[filter] });
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
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            value={ends[end]}
            onChange={({ target }) => setDraft({ ...ends, [end]: target.value })}
            placeholder={t(`range.${end}`)}
            aria-label={t(`range.${end}Of`, { filter: name })}
            aria-invalid={isRefused ? true : undefined}
            aria-describedby={isRefused ? `${id}-issue` : undefined}
            className="tabular placeholder:font-sans h-8! [appearance:textfield] text-13"
          />
        ))}
      </div>
      <button type="submit" className="sr-only" tabIndex={-1}>
        {t("range.apply")}
      </button>
      <div className="mt-1">
        <FieldIssue id={`${id}-issue`}>{isRefused && issue("codes.range_reversed")}</FieldIssue>
      </div>
    </form>
  );
}

function read(text: string, scale: number): number | null {
  if (text.trim() === "") return null;
  const value = Number(text);
  // Twelve digits take the binary tail off 99.5 / 100.
  return Number.isFinite(value) && value >= 0 ? Number((value / scale).toPrecision(12)) : null;
}

function shown(value: number | null, scale: number): string {
  return value === null ? "" : String(Number((value * scale).toPrecision(12)));
}
