"use client";

import { useId } from "react";
import { useTranslations } from "use-intl/react";
import { FieldIssue } from "@/components/forms/field";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import {
  type AssumptionField,
  assumptionFields,
  questionDefaults,
  type RentOrCallQuestion,
  writeField,
} from "@/domain/rent-or-call/rent-or-call";
import { inNotation } from "./figure-notation";
import { Choice } from "./question-fields";
import { useFigureField } from "./use-figure-field";
import { changeQuestion, hrefOf } from "./use-question-url";

const unitOf = {
  mbu: "percent",
  mfu: "percent",
  tp: "percent",
  pcie: "percent",
  kv: "bits",
  seqs: "sequences",
  load: "percent",
  hours: "hours",
  disk: "usdGibMonth",
  extra: "gib",
  egress: "usdGib",
  bytes: "bytes",
  fee: "percent",
  cached: "percent",
} as const satisfies Record<AssumptionField, string>;

/** Everything that the answer takes for granted: value, unit, default and where it comes from; each can be changed. */
export function Assumptions({ question }: { question: RentOrCallQuestion }) {
  const t = useTranslations("rentOrCall.assumptions");
  const id = useId();
  const changed = assumptionFields.filter((field) => isChanged(field, question));
  return (
    <Card>
      <section aria-labelledby={id}>
        <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b px-4 py-3">
          <h2 id={id} className="text-16">
            {t("title")}
          </h2>
          <p className="text-13 text-muted">{t("lead")}</p>
          <p className="ml-auto text-13 text-muted">
            {t("changed", { count: changed.length })}
            {changed.length > 0 && (
              <>
                {" · "}
                <ResetLink question={question} fields={changed} text={t("reset")} />
              </>
            )}
          </p>
        </header>
        <ul className="grid px-4 lg:grid-cols-2 lg:gap-x-8">
          {assumptionFields.map((field) => (
            <Assumption key={field} field={field} question={question} />
          ))}
        </ul>
      </section>
    </Card>
  );
}

function Assumption({ field, question }: { field: AssumptionField; question: RentOrCallQuestion }) {
  const [t, locale] = [useTranslations("rentOrCall.assumptions"), useCurrentLocale()];
  const id = useId();
  const unit = t(`units.${unitOf[field]}`);
  const name = t(`items.${field}.name`);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1.5 border-b py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-60">
        <label htmlFor={id} className="text-13 font-medium">
          {name}
        </label>
        <p id={`${id}-why`} className="text-12 text-muted">
          {t(`items.${field}.why`)}
        </p>
      </div>
      <div className="flex w-44 shrink-0 flex-col gap-1">
        {field === "kv" ? (
          <Choice id={id} field="kv" question={question}>
            <option>16</option>
            <option>8</option>
          </Choice>
        ) : (
          <Figure id={id} field={field} question={question} />
        )}
        <span id={`${id}-unit`} className="text-12 text-faint">
          {unit} · {t("default", { value: inNotation(writeField(field, questionDefaults), locale) })}
          {isChanged(field, question) && (
            <>
              {" · "}
              <ResetLink question={question} fields={[field]} text="↺" label={t("resetOne", { name })} />
            </>
          )}
        </span>
      </div>
    </li>
  );
}

type FigureProps = { id: string; field: AssumptionField; question: RentOrCallQuestion };

/** Three figures may stand in one box, so the keyboard is that of text. */
function Figure({ id, field, question }: FigureProps) {
  const { input, issue } = useFigureField(field, question);
  const describedBy = [issue && `${id}-issue`, `${id}-why`, `${id}-unit`].filter(Boolean).join(" ");
  return (
    <>
      <Input
        {...input}
        id={id}
        inputMode="text"
        aria-invalid={issue ? true : undefined}
        aria-describedby={describedBy}
      />
      <FieldIssue id={`${id}-issue`}>{issue}</FieldIssue>
    </>
  );
}

type ResetLinkProps = {
  question: RentOrCallQuestion;
  fields: readonly AssumptionField[];
  text: string;
  label?: string;
};

function ResetLink({ question, fields, text, label }: ResetLinkProps) {
  const change = Object.fromEntries(fields.map((field) => [field, questionDefaults[field]]));
  return (
    <a
      href={hrefOf({ ...question, ...change })}
      aria-label={label}
      title={label}
      className="text-accent hover:underline"
      onClick={(event) => {
        event.preventDefault();
        changeQuestion(change);
      }}
    >
      {text}
    </a>
  );
}

function isChanged(field: AssumptionField, question: RentOrCallQuestion): boolean {
  return writeField(field, question) !== writeField(field, questionDefaults);
}
