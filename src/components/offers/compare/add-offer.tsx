"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FocusEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "@/components/trpc/provider";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { type OfferSearch, writeSearch } from "@/domain/offer/offer-search";
import { weighingOf } from "@/domain/offer/scoring-search";
import { AddOfferResults } from "./add-offer-results";
import { useDebounced } from "./use-debounced";

const MIN_QUERY_LENGTH = 2;
const SHOWN = 8;

type AddOfferProps = { ids: readonly string[]; search: OfferSearch };

/** Finds an offer by text and adds it to the comparison. The results are links, so no script needs to move the focus. */
export function AddOffer({ ids, search }: AddOfferProps) {
  const t = useTranslations("compare.add");
  const trpc = useTRPC();
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const wanted = useDebounced(text.trim());
  const isAsked = wanted.length >= MIN_QUERY_LENGTH;
  const options = trpc.offers.search.queryOptions({
    ...Object.fromEntries(writeSearch(weighingOf(search))),
    q: wanted,
    limit: String(SHOWN + ids.length),
  });
  const found = useQuery({ ...options, enabled: isAsked, placeholderData: keepPreviousData });
  const hits = found.data?.hits.filter((hit) => !ids.includes(hit.id)).slice(0, SHOWN);
  function closeOnBlur(event: FocusEvent<HTMLFormElement>) {
    if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
  }
  return (
    <search className="w-full sm:w-80">
      <form
        onSubmit={(event) => event.preventDefault()}
        onBlur={closeOnBlur}
        onKeyDown={(event) => event.key === "Escape" && setIsOpen(false)}
        className="relative"
      >
        <label htmlFor={id} className="sr-only">
          {t("label")}
        </label>
        <Icon
          name="search"
          className="pointer-events-none absolute top-2.5 left-2.5 text-muted pointer-coarse:top-3.5"
        />
        <Input
          id={id}
          type="search"
          autoComplete="off"
          placeholder={t("placeholder")}
          value={text}
          maxLength={100}
          onFocus={() => setIsOpen(true)}
          onChange={(event) => {
            setText(event.target.value);
            setIsOpen(true);
          }}
          className="pl-8!"
        />
        {isOpen && isAsked && (
          <AddOfferResults
            hits={hits ?? null}
            isFailed={found.isError}
            ids={ids}
            onChosen={() => {
              setText("");
              setIsOpen(false);
            }}
          />
        )}
      </form>
    </search>
  );
}
