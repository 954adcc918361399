"use client";

import { useTranslations } from "use-intl/react";
import { refusalOf } from "@/components/forms/refusal";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { sentenceOf } from "@/locale/sentence";

type QueryErrorProps = { error: unknown; onRetry: () => void };

/** A failed query: the code of its reason, what it says and until when, a retry button, and the request id to find in the log. */
export function QueryError({ error, onRetry }: QueryErrorProps) {
  const t = useTranslations("offers.error");
  const words = useTranslations("errors");
  const reasons = useTranslations("reasons");
  const locale = useCurrentLocale();
  const { reason, requestId } = refusalOf(error);
  return (
    <Card>
      <ErrorState
        title={t("title")}
        code={reason?.code ?? t("noAnswer")}
        retry={
          <Button tone="primary" onClick={onRetry}>
            {words("retry")}
          </Button>
        }
        reference={
          requestId && (
            <span className="inline-flex flex-wrap items-center gap-2 text-12 text-faint">
              {t("requestId")} <code className="font-mono select-all">{requestId}</code>
              <CopyButton text={requestId} label={words("copy")} copiedLabel={words("copied")} />
            </span>
          )
        }
      >
        <p>{reason ? `${sentenceOf({ locale, translate: reasons }, reason)} ${t("kept")}` : t("body")}</p>
      </ErrorState>
    </Card>
  );
}
