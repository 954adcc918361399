"use client";

import { useTranslations } from "use-intl";
import { formatNumber } from "@/components/format/number";
import { Field, type FieldProps } from "@/components/forms/field";
import { SearchInput } from "@/components/forms/search-input";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import { type ModelSearch, modelSortKeys, parseModelSearch } from "@/domain/model/model-search";
import { writeRange } from "@/domain/search-parameters";
import { startsDescending } from "./best-first";
import { RatioField } from "./ratio-field";
import { changeModelSearch } from "./use-models-url";

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
      <SearchInput
        text={search.q}
        onSearch={(q) => changeModelSearch({ q }, "replace")}
        placeholder={t("filters.searchPlaceholder")}
        aria-label={t("filters.search")}
        className="sm:w-64!"
      />
      <Choice label={t("filters.developer")}>
        {(control) => (
          <Select
            {...control}
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
      </Choice>
      <Choice label={t("filters.size")}>
        {(control) => (
          <Select {...control} value={size} onChange={({ target }) => changeRange("size", target.value)}>
            <option value="">{t("filters.anySize")}</option>
            {withCurrent(sizes, size).map((text) => (
              <option key={text} value={text}>
                {sizeName(text)}
              </option>
            ))}
          </Select>
        )}
      </Choice>
      <Choice label={t("filters.context")}>
        {(control) => (
          <Select
            {...control}
            value={context}
            onChange={({ target }) => changeRange("context", target.value)}
          >
            <option value="">{t("filters.anyContext")}</option>
            {withCurrent(contexts, context).map((text) => (
              <option key={text} value={text}>
                {contextName(text)}
              </option>
            ))}
          </Select>
        )}
      </Choice>
      <Choice label={t("filters.sort")} className="md:hidden">
        {(control) => (
          <Select
            {...control}
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
      </Choice>
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

function Choice({ className, ...rest }: FieldProps) {
  return <Field {...rest} size="compact" className={classNames("min-w-32 flex-1 sm:flex-none", className)} />;
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
