"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { modelById, models } from "@/domain/model/model";
import { weightBits } from "@/domain/model/weights";
import { questionDefaults, type RentOrCallQuestion } from "@/domain/rent-or-call/rent-or-call";
import { ChoiceField, FigureField } from "./question-fields";
import { QUESTION_FORM_ID } from "./use-figure-field";
import { changeQuestion, hrefOf, RENT_OR_CALL_PATH } from "./use-question-url";

/** What is asked. A plain GET form underneath, so that it answers without script too. */
export function QuestionForm({ question }: { question: RentOrCallQuestion }) {
  const t = useTranslations("rentOrCall.question");
  const locale = useCurrentLocale();
  const limit = modelById(question.model)?.contextTokens ?? null;
  return (
    <Card className="p-4">
      <form
        id={QUESTION_FORM_ID}
        action={RENT_OR_CALL_PATH}
        method="get"
        className="grid scroll-mt-20 gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-1"
        onSubmit={(event) => event.preventDefault()}
      >
        <h2 className="text-16 sm:col-span-2 lg:col-span-1">{t("title")}</h2>
        <ModelChoice question={question} />
        <FigureField
          field="tokens"
          question={question}
          label={t("tokens")}
          hint={t("tokensHint")}
          inputMode="text"
        />
        <FigureField field="ratio" question={question} label={t("ratio")} />
        <FigureField
          field="speed"
          question={question}
          label={t("speed")}
          unit={t("speedUnit")}
          hint={t("speedHint")}
        />
        <FigureField
          field="context"
          question={question}
          label={t("context")}
          unit={t("contextUnit")}
          hint={limit === null ? undefined : t("contextHint", { limit: formatNumber(limit, locale) })}
          inputMode="numeric"
        />
        <ChoiceField field="bits" question={question} label={t("bits")}>
          {weightBits.map((bits) => (
            <option key={bits} value={bits}>
              {t("bitsOption", { bits })}
            </option>
          ))}
        </ChoiceField>
        <ChoiceField field="pricing" question={question} label={t("pricing")}>
          {(["on_demand", "spot", "any"] as const).map((pricing) => (
            <option key={pricing} value={pricing}>
              {t(`pricings.${pricing}`)}
            </option>
          ))}
        </ChoiceField>
        <noscript>
          <Button type="submit" tone="primary">
            {t("submit")}
          </Button>
        </noscript>
        {hrefOf(question) !== RENT_OR_CALL_PATH && (
          <a
            href={RENT_OR_CALL_PATH}
            className="text-13 text-accent hover:underline sm:col-span-2 lg:col-span-1"
            onClick={(event) => {
              event.preventDefault();
              changeQuestion(questionDefaults);
            }}
          >
            {t("reset")}
          </a>
        )}
      </form>
    </Card>
  );
}

function ModelChoice({ question }: { question: RentOrCallQuestion }) {
  const t = useTranslations("rentOrCall.question");
  const developers = [...new Set(models.map(({ developer }) => developer))].sort();
  return (
    <ChoiceField field="model" question={question} label={t("model")} className="sm:col-span-2 lg:col-span-1">
      {developers.map((developer) => (
        <optgroup key={developer} label={developer}>
          {models
            .filter((model) => model.developer === developer)
            .map((model) => (
              <option key={model.id} value={model.id}>
                {model.name}
              </option>
            ))}
        </optgroup>
      ))}
    </ChoiceField>
  );
}
