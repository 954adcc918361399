"use client";

import { useTranslations } from "use-intl/react";
import { Select } from "@/components/ui/select";
import { groupKeys, type OfferSearch } from "@/domain/offer/offer-search";
import { changeSearch } from "../use-market-url";

export function GroupChoice({ group }: Pick<OfferSearch, "group">) {
  const t = useTranslations("offers");
  return (
    <span className="inline-flex w-40">
      <Select
        aria-label={t("groupBy")}
        value={group ?? ""}
        onChange={(event) =>
          changeSearch({ group: groupKeys.find((key) => key === event.target.value) ?? null })
        }
        className="[&>select]:h-7! [&>select]:text-13 pointer-coarse:[&>select]:h-11!"
      >
        <option value="">{t("ungrouped")}</option>
        {groupKeys.map((key) => (
          <option key={key} value={key}>
            {t("groupedBy", { what: t(`groups.${key}`) })}
          </option>
        ))}
      </Select>
    </span>
  );
}
