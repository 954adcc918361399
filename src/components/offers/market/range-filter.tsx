"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Input } from "@/components/ui/input";
import { parseSearch, type Range, writeRange } from "@/domain/offer-search";
import { type RangeFilter as RangeKey, useFilterText } from "./filter-text";
import { changeSearch } from "./use-market-url";

type RangeFilterProps = {
  filter: RangeKey;
  range: Range;
  /** What is typed for one unit of the search: 100 where people think in percent. */
  scale?: number;
};

/** From and to, taken in when a field is left or Enter is pressed. */
export function RangeFilter(props: RangeFilterProps) {
  // A change from elsewhere (chip, back button) starts the fields anew.
  return <RangeFields key={writeRange(props.range)} {...props} />;
}

function RangeFields({ filter, range, scale = 1 }: RangeFilterProps) {
  const t = useTranslations("offers");
  const name = useFilterText().nameOf(filter);
  const id = useId();
  const [hasError, setHasError] = useState(false);

  function take(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const written = writeRange({ min: read(form.get("min"), scale), max: read(form.get("max"), scale) });
    const { search, issues } = parseSearch({ [filter]: written });
    setHasError(issues.length > 0);
    if (issues.length === 0) changeSearch({ [filter]: search[filter] });
  }

  return (
    <form onSubmit={take} onBlur={(event) => event.currentTarget.requestSubmit()} noValidate>
      <div className="flex items-center gap-1.5">
        {(["min", "max"] as const).map((end) => (
          <Input
            key={end}
            name={end}
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            defaultValue={shown(range[end], scale)}
            placeholder={t(`range.${end}`)}
            aria-label={t(`range.${end}Of`, { filter: name })}
            aria-invalid={hasError}
            aria-describedby={hasError ? `${id}-error` : undefined}
            className="tabular placeholder:font-sans h-8! [appearance:textfield] text-13"
          />
        ))}
      </div>
      <button type="submit" className="sr-only" tabIndex={-1}>
        {t("range.apply")}
      </button>
      {hasError && (
        <p id={`${id}-error`} className="mt-1 text-12 text-danger">
          {t("issues.order")}
        </p>
      )}
    </form>
  );
}

function read(text: FormDataEntryValue | null, scale: number): number | null {
  if (typeof text !== "string" || text.trim() === "") return null;
  const value = Number(text);
  // Twelve digits take the binary tail off 99.5 / 100.
  return Number.isFinite(value) && value >= 0 ? Number((value / scale).toPrecision(12)) : null;
}

function shown(value: number | null, scale: number): string {
  return value === null ? "" : String(Number((value * scale).toPrecision(12)));
}
