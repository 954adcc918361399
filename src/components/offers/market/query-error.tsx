"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";

type QueryErrorProps = { error: unknown; onRetry: () => void };

/** A failed query: the error code, a plain explanation, a retry button, and the request id to find in the log. */
export function QueryError({ error, onRetry }: QueryErrorProps) {
  const t = useTranslations("offers.error");
  const words = useTranslations("errors");
  const { code, requestId } = detailsOf(error);
  return (
    <Card>
      <ErrorState
        title={t("title")}
        code={code ?? t("noAnswer")}
        retry={
          <Button tone="primary" onClick={onRetry}>
            {words("retry")}
          </Button>
        }
        reference={
          requestId && (
            <span className="inline-flex flex-wrap items-center gap-2 text-12 text-faint">
              {t("requestId")} <code className="tabular select-all">{requestId}</code>
              <CopyButton text={requestId} label={words("copy")} copiedLabel={words("copied")} />
            </span>
          )
        }
      >
        <p>{t("body")}</p>
      </ErrorState>
    </Card>
  );
}

function detailsOf(error: unknown): { code: string | null; requestId: string | null } {
  const details = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  if (typeof details !== "object" || details === null) return { code: null, requestId: null };
  return {
    code: "code" in details && typeof details.code === "string" ? details.code : null,
    requestId: "requestId" in details && typeof details.requestId === "string" ? details.requestId : null,
  };
}
