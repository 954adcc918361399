"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
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

/** From and to, taken in when both fields are left or Enter is pressed. */
export function RangeFilter({ filter, range, scale = 1 }: RangeFilterProps) {
  const t = useTranslations("offers");
  const issue = useTranslations("issues");
  const name = useFilterText().nameOf(filter);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const isTyped = useRef(false);
  const [hasError, setHasError] = useState(false);
  const [min, max] = [shown(range.min, scale), shown(range.max, scale)];
  // A change from elsewhere (chip, back button) shows; what is being typed stays.
  useEffect(() => {
    for (const [end, text] of Object.entries({ min, max })) {
      const field = form.current?.elements.namedItem(end);
      if (field instanceof HTMLInputElement && !isTyped.current) field.value = text;
    }
    setHasError(false);
  }, [min, max]);

  function take(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const written = writeRange({ min: read(form.get("min"), scale), max: read(form.get("max"), scale) });
    const { search, issues } = parseSearch({ [filter]: written });
    setHasError(issues.length > 0);
    isTyped.current = issues.length > 0;
    if (issues.length === 0) changeSearch({ [filter]: search[filter] });
  }

  return (
    <form
      ref={form}
      onSubmit={take}
      onInput={() => {
        isTyped.current = true;
      }}
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
            defaultValue={end === "min" ? min : max}
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
          {issue("codes.range_reversed")}
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
