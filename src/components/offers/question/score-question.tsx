"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { useOfferLinks } from "../offer-links";
import { questionWords } from "./question-words";

type ScoreQuestionProps = {
  search: OfferSearch;
  /** The market as it is on the screen; without it, the market as far as scores depend on it. */
  href?: `/offers${string}`;
  /** Says "Score" first, where no score stands before it. */
  isNamed?: boolean;
};

/**
 * What the scores beside it answer, as a link to the market that asks it. The link names the reference, so that its scores never
 * change.
 */
export function ScoreQuestion({ search, href, isNamed = false }: ScoreQuestionProps) {
  const [t, locale, links] = [useTranslations("scoring"), useCurrentLocale(), useOfferLinks()];
  const question = questionWords(search, { t, locale });
  return (
    <Link
      href={href ?? links.market()}
      prefetch={false}
      title={t("keeps", { reference: search.reference })}
      className="inline-flex items-center underline decoration-border-control underline-offset-2 hover:decoration-current touch-target"
    >
      <span>
        <Unbroken text={isNamed ? t("score", { question }) : question} part={search.reference} />
      </span>
    </Link>
  );
}

/** Text in which one part never goes on in a second line: "2026-11" would break at its hyphen. */
function Unbroken({ text, part }: { text: string; part: string }) {
  const [before = text, after] = text.split(part);
  if (after === undefined) return text;
  return (
    <>
      {before}
      <span className="whitespace-nowrap">{part}</span>
      {after}
    </>
  );
}
