"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { models } from "@/domain/model/model";
import {
  parseQuestion,
  type QuestionField,
  questionDefaults,
  type RentOrCallQuestion,
  weightBits,
} from "@/domain/rent-or-call/rent-or-call";
import { TextField } from "./text-field";
import { changeQuestion, hrefOf, RENT_OR_CALL_PATH } from "./use-question-url";

/** What is asked. A plain GET form underneath, so that it answers without script too. */
export function QuestionForm({ question }: { question: RentOrCallQuestion }) {
  const t = useTranslations("rentOrCall.question");
  return (
    <Card className="p-4">
      <form
        id="rent-or-call"
        action={RENT_OR_CALL_PATH}
        method="get"
        className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-1"
        onSubmit={(event) => event.preventDefault()}
      >
        <h2 className="text-16 sm:col-span-2 lg:col-span-1">{t("title")}</h2>
        <Field label={t("model")} className="sm:col-span-2 lg:col-span-1">
          {(id) => <ModelChoice id={id} question={question} />}
        </Field>
        <Field label={t("tokens")} hint={t("tokensHint")}>
          {(id, hint) => (
            <TextField field="tokens" inputMode="text" question={question} id={id} describedBy={hint} />
          )}
        </Field>
        <Field label={t("ratio")}>{(id) => <TextField field="ratio" question={question} id={id} />}</Field>
        <Field label={t("speed")} unit={t("speedUnit")} hint={t("speedHint")}>
          {(id, hint) => <TextField field="speed" question={question} id={id} describedBy={hint} />}
        </Field>
        <Field label={t("context")} unit={t("contextUnit")}>
          {(id) => <TextField field="context" inputMode="numeric" question={question} id={id} />}
        </Field>
        <Field label={t("bits")}>
          {(id) => (
            <Choice id={id} field="bits" question={question}>
              {weightBits.map((bits) => (
                <option key={bits} value={bits}>
                  {t("bitsOption", { bits })}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t("pricing")}>
          {(id) => (
            <Choice id={id} field="pricing" question={question}>
              {(["on_demand", "spot", "any"] as const).map((pricing) => (
                <option key={pricing} value={pricing}>
                  {t(`pricings.${pricing}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
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

function ModelChoice({ id, question }: { id: string; question: RentOrCallQuestion }) {
  const developers = [...new Set(models.map(({ developer }) => developer))].sort();
  return (
    <Choice id={id} field="model" question={question}>
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
    </Choice>
  );
}

type ChoiceProps = { id: string; field: QuestionField; question: RentOrCallQuestion; children: ReactNode };

/** One of a few values of the question. */
export function Choice({ id, field, question, children }: ChoiceProps) {
  return (
    <Select
      id={id}
      name={field}
      form="rent-or-call"
      value={String(question[field])}
      onChange={(event) =>
        changeQuestion({ [field]: parseQuestion({ [field]: event.target.value }).question[field] })
      }
    >
      {children}
    </Select>
  );
}

type FieldProps = {
  label: string;
  unit?: string;
  hint?: string;
  className?: string;
  children: (id: string, hintId: string | undefined) => ReactNode;
};

function Field({ label, unit, hint, className, children }: FieldProps) {
  const id = useId();
  return (
    <div className={`flex flex-col gap-1 ${className ?? ""}`}>
      <label htmlFor={id} className="text-13 text-muted">
        {label}
        {unit && <span className="text-faint">, {unit}</span>}
      </label>
      {children(id, hint ? `${id}-hint` : undefined)}
      {hint && (
        <span id={`${id}-hint`} className="text-12 text-faint">
          {hint}
        </span>
      )}
    </div>
  );
}
