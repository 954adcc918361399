"use client";

import type { RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { SearchInput } from "@/components/forms/search-input";
import { Icon } from "@/components/ui/icon";
import { changeSearch } from "../use-market-url";

type SearchFieldProps = { text: string; field: RefObject<HTMLInputElement | null> };

/** Free text over GPU, machine, provider and region. */
export function SearchField({ text, field }: SearchFieldProps) {
  const t = useTranslations("offers");
  return (
    <span className="relative w-full sm:w-72">
      <Icon
        name="search"
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <SearchInput
        text={text}
        onSearch={(q) => changeSearch({ q }, "replace")}
        field={field}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        placeholder={t("searchPlaceholder")}
        aria-label={t("searchLabel")}
        aria-keyshortcuts="/"
        className="h-8! pl-8! text-13 pointer-coarse:h-11!"
      />
    </span>
  );
}
