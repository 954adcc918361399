"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { formatGib, formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { modelById } from "@/domain/model/model";
import type { RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import { hrefOf } from "../question/use-question-url";
import type { Comparison } from "../types";
import { formatVolume } from "./figures";
import { whyNoRental } from "./why-no-rental";

/** Why no machine meets the requirements, and the smallest changes that would let one meet them. */
export function NoRental({ comparison }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.noRental");
  const { alternatives, best, question } = comparison;
  return (
    <Card className="flex flex-col gap-2 p-4">
      <h2 className="flex items-center gap-2 text-16">
        <Icon name="ban" className="text-warn" />
        {t("title")}
      </h2>
      <p className="text-14 text-muted">
        <Why comparison={comparison} />
      </p>
      {alternatives.length > 0 && (
        <div className="text-14">
          <p>{t("instead")}</p>
          <ul className="mt-1 flex flex-col gap-1">
            {alternatives.map((alternative) => (
              <li key={alternative.kind}>
                <AlternativeLink alternative={alternative} question={question} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {best.call && <p className="text-14 text-muted">{t("onlyCalls")}</p>}
    </Card>
  );
}

function Why({ comparison }: { comparison: Comparison }): ReactNode {
  const t = useTranslations("rentOrCall.noRental");
  const locale = useCurrentLocale();
  const why = whyNoRental(comparison);
  if (why === "nothing")
    return (
      <>
        {t("nothing")}{" "}
        <Link href="/status" className="text-accent hover:underline">
          {t("status")}
        </Link>
      </>
    );
  const { model, needs, question } = comparison;
  return t(why, {
    model: model.name,
    bits: question.bits,
    context: formatNumber(question.context, locale),
    limit: formatNumber("limitTokens" in needs ? needs.limitTokens : question.context, locale),
    gib: formatGib(comparison.market.largestVramGib ?? 0, locale),
    speed: formatNumber(question.speed, locale, 1),
    volume: formatVolume(question.tokens, locale),
  });
}

type Alternative = Comparison["alternatives"][number];
type AlternativeLinkProps = { alternative: Alternative; question: RentOrCallQuestion };

function AlternativeLink({ alternative: { kind, change, minVramGib }, question }: AlternativeLinkProps) {
  const t = useTranslations("rentOrCall.noRental.changes");
  const locale = useCurrentLocale();
  const changed = { ...question, ...change };
  const words = {
    speed: formatNumber(changed.speed, locale, 1),
    bits: changed.bits,
    context: formatNumber(changed.context, locale),
    model: modelById(changed.model)?.name ?? changed.model,
    gib: formatGib(minVramGib, locale),
  };
  return (
    <Link href={hrefOf(changed)} className="text-accent hover:underline">
      {t(kind, words)}
    </Link>
  );
}
