"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ModelSearch, modelSortKeys, parseModelSearch } from "@/domain/model/model-search";
import { writeRange } from "@/domain/search-parameters";
import { startsDescending } from "./best-first";
import { RatioField } from "./ratio-field";
import { changeModelSearch } from "./use-models-url";

const TYPED_AFTER_MS = 200;
/** Billions of parameters: what one small card, one large card, one machine and several hold. */
const sizes = ["..10", "10..40", "40..150", "150.."];
const contexts = ["32768..", "128000..", "262144..", "1000000.."];

type ModelFiltersProps = { search: ModelSearch; developers: readonly string[] };

export function ModelFilters({ search, developers }: ModelFiltersProps) {
  const t = useTranslations("models");
  const { sizeName, contextName } = useRangeNames();
  const [size, context] = [writeRange(search.size), writeRange(search.context)];
  const developer = search.developer.join(",");
  return (
    <search className="flex flex-wrap items-end gap-x-3 gap-y-3">
      <SearchField text={search.q} />
      <Labelled label={t("filters.developer")}>
        {(id) => (
          <Select
            id={id}
            value={developer}
            onChange={({ target }) =>
              changeModelSearch({ developer: target.value === "" ? [] : [target.value] })
            }
          >
            <option value="">{t("filters.anyDeveloper")}</option>
            {withCurrent(developers, developer).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled label={t("filters.size")}>
        {(id) => (
          <Select id={id} value={size} onChange={({ target }) => changeRange("size", target.value)}>
            <option value="">{t("filters.anySize")}</option>
            {withCurrent(sizes, size).map((text) => (
              <option key={text} value={text}>
                {sizeName(text)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled label={t("filters.context")}>
        {(id) => (
          <Select id={id} value={context} onChange={({ target }) => changeRange("context", target.value)}>
            <option value="">{t("filters.anyContext")}</option>
            {withCurrent(contexts, context).map((text) => (
              <option key={text} value={text}>
                {contextName(text)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled label={t("filters.sort")} className="md:hidden">
        {(id) => (
          <Select
            id={id}
            value={search.sort}
            onChange={({ target }) => {
              const sort = modelSortKeys.find((key) => key === target.value) ?? "providers";
              changeModelSearch({ sort, descending: startsDescending[sort] });
            }}
          >
            {modelSortKeys.map((key) => (
              <option key={key} value={key}>
                {t(`sorts.${key}`)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <RatioField ratio={search.ratio} onChange={(ratio) => changeModelSearch({ ratio }, "replace")} />
      <Checkbox
        className="h-9"
        checked={search.served === "yes"}
        onChange={({ target }) => changeModelSearch({ served: target.checked ? "yes" : "any" })}
      >
        {t("filters.servedOnly")}
      </Checkbox>
    </search>
  );
}

function SearchField({ text }: { text: string }) {
  const t = useTranslations("models.filters");
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A change from elsewhere (back button, cleared filters) shows, unless something typed is still to be taken in.
  useEffect(() => {
    if (field.current && timer.current === undefined && field.current.value.trim() !== text)
      field.current.value = text;
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function take(value: string): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      changeModelSearch({ q: value.trim().slice(0, 100) }, "replace");
    }, TYPED_AFTER_MS);
  }

  return (
    <Input
      ref={field}
      type="search"
      defaultValue={text}
      maxLength={100}
      onChange={({ target }) => take(target.value)}
      placeholder={t("searchPlaceholder")}
      aria-label={t("search")}
      className="sm:w-64!"
    />
  );
}

type LabelledProps = { label: string; className?: string; children: (id: string) => ReactNode };

function Labelled({ label, className = "", children }: LabelledProps) {
  const id = useId();
  return (
    <div className={`flex min-w-32 flex-1 flex-col gap-1 sm:flex-none ${className}`}>
      <label htmlFor={id} className="text-12 text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** A link may bring a range or a developer that no choice of ours has: it is shown, not dropped. */
function withCurrent(choices: readonly string[], current: string): readonly string[] {
  return current === "" || choices.includes(current) ? choices : [...choices, current];
}

function changeRange(field: "size" | "context", text: string): void {
  const { search } = parseModelSearch({ [field]: text });
  changeModelSearch({ [field]: search[field] });
}

function useRangeNames() {
  const [t, locale] = [useTranslations("models.filters"), useCurrentLocale()];
  return {
    sizeName: (text: string) => {
      const { min, max } = parseModelSearch({ size: text }).search.size;
      if (min === null) return t("sizeUpTo", { max: formatNumber(max ?? 0, locale, 1) });
      if (max === null) return t("sizeFrom", { min: formatNumber(min, locale, 1) });
      if (min === max) return t("sizeExact", { max: formatNumber(max, locale, 1) });
      return t("sizeBetween", { min: formatNumber(min, locale, 1), max: formatNumber(max, locale, 1) });
    },
    contextName: (text: string) => {
      const { min, max } = parseModelSearch({ context: text }).search.context;
      if (min === null || max !== null) return t("contextOther");
      return t("contextFrom", { tokens: formatNumber(min, locale) });
    },
  };
}
