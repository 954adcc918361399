"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { FieldIssue } from "@/components/forms/field";
import { useDraft } from "@/components/forms/use-draft";
import { useIssueSentence } from "@/components/forms/use-issue-sentence";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Issue } from "@/domain/field-issues";
import { models } from "@/domain/model/model";
import { weightBits } from "@/domain/model/weights";
import { cheapestSort, type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import type { SearchAnswer } from "../types";
import { changeSearch } from "../use-market-url";
import { modelText } from "./filter-text";

type ModelFilterProps = { search: OfferSearch; need: SearchAnswer["need"] };

/** A model, or a size, that the machine has to hold, and the bits of its weights. What cannot be taken in stays, with what is wrong. */
export function ModelFilter({ search, need }: ModelFilterProps) {
  const t = useTranslations("offers.model");
  const sentence = useIssueSentence();
  const id = useId();
  const [draft, setDraft] = useDraft<string>(search.model);
  const [refused, setRefused] = useState<{ draft: string; issue: Issue } | null>(null);
  const [isSuggesting, setIsSuggesting] = useState(false);
  const issue = draft !== null && refused?.draft === draft ? refused.issue : null;

  function take(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (draft === null) return;
    const { search: asked, issues } = parseSearch({ model: draft });
    if (issues[0]) {
      setRefused({ draft, issue: issues[0] });
    } else {
      setDraft(null);
      changeSearch((now) => ({
        model: asked.model,
        sort: now.sort === cheapestSort(now) ? cheapestSort(asked) : now.sort,
      }));
    }
  }

  return (
    <form onSubmit={take} noValidate className="flex flex-col gap-1.5">
      <Input
        name="model"
        list={`${id}-models`}
        autoComplete="off"
        value={draft ?? (search.model === "" ? "" : modelText(search.model))}
        onChange={({ target }) => setDraft(target.value)}
        onFocus={() => setIsSuggesting(true)}
        onBlur={({ currentTarget }) => currentTarget.form?.requestSubmit()}
        placeholder={t("placeholder")}
        aria-label={t("label")}
        aria-invalid={issue ? true : undefined}
        aria-describedby={issue ? `${id}-issue` : undefined}
        className="h-8! text-13"
      />
      <datalist id={`${id}-models`}>
        {isSuggesting && sized.map(({ id: model, name }) => <option key={model} value={name} />)}
      </datalist>
      <Select
        aria-label={t("bits")}
        value={search.bits}
        onChange={({ target }) => changeSearch({ bits: parseSearch({ bits: target.value }).search.bits })}
        className="text-13"
      >
        {weightBits.map((bits) => (
          <option key={bits} value={bits}>
            {t("bitsOption", { bits })}
          </option>
        ))}
      </Select>
      <button type="submit" className="sr-only" tabIndex={-1}>
        {t("apply")}
      </button>
      <FieldIssue id={`${id}-issue`}>{issue && sentence(issue)}</FieldIssue>
      {need && <Need need={need} />}
    </form>
  );
}

const sized = models.filter(({ parametersBillion }) => parametersBillion !== null);

function Need({ need }: { need: NonNullable<SearchAnswer["need"]> }) {
  const t = useTranslations("offers.model");
  const locale = useCurrentLocale();
  return (
    <p className="text-12 text-muted" data-testid="model-need">
      {t(need.bound, {
        gib: formatNumber(need.minVramGib, locale, 1),
        dropped: need.dropped,
        shown: formatNumber(need.dropped, locale),
      })}
    </p>
  );
}
