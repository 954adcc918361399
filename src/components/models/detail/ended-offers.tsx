"use client";

import { useTranslations } from "use-intl";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Locale } from "@/locale/locales";
import type { ServedModel } from "../model-hit";

type EndedOffersProps = { offers: readonly ServedModel[]; nameOf: (offer: ServedModel) => string };

/** What was sold once and has ended, with its last day and the document that says so. It has no price: it cannot be bought. */
export function EndedOffers({ offers, nameOf }: EndedOffersProps) {
  const t = useTranslations("source.ended");
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="ended" className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h2 id="ended" className="text-16">
          {t("title")}
        </h2>
        <p className="max-w-prose text-13 text-muted">{t("note")}</p>
      </div>
      <ul className="flex flex-col divide-y rounded-card border text-13" data-ended>
        {offers.map((offer) => (
          <li key={offer.id} className="grid gap-x-6 gap-y-1 px-4 py-2 sm:grid-cols-2">
            <span className="flex min-w-0 flex-col">
              <span className="font-medium">{nameOf(offer)}</span>
              <span className="font-mono text-12 wrap-anywhere text-muted">{offer.modelRaw}</span>
            </span>
            <EndOf offer={offer} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EndOf({ offer: { validity } }: { offer: ServedModel }) {
  const t = useTranslations("source.ended");
  const locale = useCurrentLocale();
  if (validity === null || validity.lastDay === null) return null;
  const { lastDay, replacedBy, sourceUrl, readOn } = validity;
  return (
    <span className="flex min-w-0 flex-col text-muted">
      <span className="flex flex-wrap gap-x-3">
        <span>
          {t("lastDay")}{" "}
          <time dateTime={lastDay} className="tabular">
            {lastDay}
          </time>
        </span>
        <a
          href={sourceUrl}
          target="_blank"
          rel="noreferrer"
          title={t("readOn", { date: readOn })}
          className="underline underline-offset-2 hover:text-text touch-target"
        >
          {t("source")}
        </a>
      </span>
      {replacedBy !== null && (
        <span className="text-12 wrap-anywhere">
          {t("replacedBy", { name: alternatives(replacedBy, locale) })}
        </span>
      )}
    </span>
  );
}

/** The provider's names, which its document joins in English. */
function alternatives(names: string, locale: Locale): string {
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(names.split(/, (?:or )?| or /));
}
