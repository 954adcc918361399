"use client";

import type { Ref } from "react";
import type { FieldErrors } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { sentenceOf } from "@/locale/sentence";
import { fieldId, useFormContext } from "./form-context";
import { listedErrors } from "./listed-errors";
import type { Refusal } from "./refusal";
import { useFieldSentence } from "./use-field-sentence";

type IssuesProps = { errors: FieldErrors; refusal: Refusal | null; ref: Ref<HTMLElement> };

/**
 * What stands between the reader and the submit, at the top: the wrong fields as links once there are two, since the one alone has
 * the focus already, and a refusal that belongs to no field.
 */
export function Issues({ errors, refusal, ref }: IssuesProps) {
  const t = useTranslations("forms");
  const sentence = useFieldSentence();
  const refused = useRefusedSentence();
  const { id, labels } = useFormContext();
  const { fields, whole } = listedErrors(errors);
  const unplaced = [...whole, ...(refusal?.issues ?? []).map(sentence)];
  const isRefused = refusal !== null && refusal.issues.length === 0 && fields.length === 0;
  if (fields.length < 2 && unplaced.length === 0 && !isRefused) return null;
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby={`${id}-issues`}
      className="flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2.5 text-14"
    >
      <Icon name="circle-alert" className="mt-[3px] text-danger" />
      <div className="flex min-w-0 flex-col gap-1">
        <p id={`${id}-issues`} role="alert" className="font-medium">
          {isRefused ? refused(refusal) : t("wrongFields", { count: fields.length + unplaced.length })}
        </p>
        {(fields.length > 0 || unplaced.length > 0) && (
          <ul className="flex flex-col gap-1">
            {fields.map(({ name, message }) => (
              <li key={name}>
                <a
                  href={`#${fieldId(id, name)}`}
                  className="underline underline-offset-2"
                  onClick={focusTarget}
                >
                  {labels.get(name) ?? name}
                </a>
                : {message}
              </li>
            ))}
            {unplaced.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        )}
        {isRefused && refusal.requestId && (
          <p className="flex flex-wrap items-center gap-2 text-12 text-muted">
            {t("requestId")} <code className="font-mono select-all">{refusal.requestId}</code>
            <CopyButton text={refusal.requestId} label={t("copy")} copiedLabel={t("copied")} />
          </p>
        )}
      </div>
    </section>
  );
}

/** What the server said of the whole, or that no answer came. */
function useRefusedSentence(): (refusal: Refusal) => string {
  const [t, reasons, locale] = [useTranslations("forms"), useTranslations("reasons"), useCurrentLocale()];
  return ({ isAnswered, reason }) => {
    if (reason) return `${sentenceOf({ locale, translate: reasons }, reason)} ${t("kept")}`;
    return t(isAnswered ? "refused" : "noAnswer");
  };
}

/** The address keeps its own fragment: it may carry the state of the page. */
function focusTarget(event: React.MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  document.getElementById(event.currentTarget.hash.slice(1))?.focus();
}
