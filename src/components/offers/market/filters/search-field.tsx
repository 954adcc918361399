"use client";

import { type RefObject, useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { changeSearch } from "../use-market-url";

const TYPED_AFTER_MS = 200;

type SearchFieldProps = { text: string; field: RefObject<HTMLInputElement | null> };

/** Free text over GPU, machine, provider and region; taken in while it is typed. */
export function SearchField({ text, field }: SearchFieldProps) {
  const t = useTranslations("offers");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A change from elsewhere (chip, back button) shows, unless something typed is still to be taken in.
  useEffect(() => {
    if (field.current && timer.current === undefined && field.current.value.trim() !== text)
      field.current.value = text;
  }, [text, field]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function take(value: string): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      changeSearch({ q: value.trim().slice(0, 100) }, "replace");
    }, TYPED_AFTER_MS);
  }

  return (
    <span className="relative w-full sm:w-72">
      <Icon
        name="search"
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <Input
        ref={field}
        type="search"
        defaultValue={text}
        maxLength={100}
        onChange={(event) => take(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        placeholder={t("searchPlaceholder")}
        aria-label={t("searchLabel")}
        aria-keyshortcuts="/"
        className="h-8! pl-8! text-13 pointer-coarse:h-11!"
      />
    </span>
  );
}
