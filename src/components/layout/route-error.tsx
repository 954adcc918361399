"use client";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import type { ErrorText } from "./error-text";

const UNAVAILABLE = "UNAVAILABLE ";

type RouteErrorProps = { error: unknown; retry: () => void; text: ErrorText };

/**
 * The content of every `error.tsx`. The error message stays on the server; the digest identifies it in the log.
 */
export function RouteError({ error, retry, text }: RouteErrorProps) {
  const digest = digestOf(error);
  // The server marks with its code what passes by itself: see `src/server/trpc/init.ts`.
  const [isUnavailable, reference] = [
    digest?.startsWith(UNAVAILABLE) ?? false,
    digest?.replace(UNAVAILABLE, ""),
  ];
  const { title, body } = isUnavailable ? text.unavailable : text;
  return (
    <ErrorState
      title={title}
      code={isUnavailable ? "UNAVAILABLE" : "INTERNAL"}
      reference={
        reference && (
          <span className="text-12 text-faint">
            {text.reference} <code className="tabular select-all">{reference}</code>
          </span>
        )
      }
      retry={
        <>
          <Button tone="primary" onClick={retry}>
            {text.retry}
          </Button>
          <LinkButton href="/">{text.home}</LinkButton>
        </>
      }
    >
      <p>{body}</p>
    </ErrorState>
  );
}

function digestOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}
