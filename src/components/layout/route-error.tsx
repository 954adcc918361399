"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import type { ErrorText } from "./error-text";
import { useRequestId } from "./request-id";

type RouteErrorProps = { error: unknown; retry: () => void; text: ErrorText };

/**
 * The content of every `error.tsx`. The error message stays on the server; the request id finds it in the log, and the digest as
 * well where Next has made one.
 */
export function RouteError({ error, retry, text }: RouteErrorProps) {
  const { code, requestId, digest } = readDigest(error);
  const seenId = useRequestId();
  const id = requestId ?? seenId;
  const { title, body } = code === "UNAVAILABLE" ? text.unavailable : text;
  return (
    <ErrorState
      title={title}
      code={code}
      reference={
        <>
          {id && (
            <span className="inline-flex items-center gap-2 text-12 text-muted">
              {text.request} <code className="font-mono break-all select-all">{id}</code>
              <CopyButton text={id} label={text.copy} copiedLabel={text.copied} />
            </span>
          )}
          {digest && (
            <span className="text-12 text-faint">
              {text.reference} <code className="font-mono select-all">{digest}</code>
            </span>
          )}
        </>
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

type Digest = { code: string; requestId: string | null; digest: string | null };

/** Our own errors say their code and request in the digest (see `src/server/trpc/init.ts`); Next makes one for all others. */
function readDigest(error: unknown): Digest {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : null;
  if (typeof digest !== "string") return { code: "INTERNAL", requestId: null, digest: null };
  const [, code, requestId] = /^([A-Z_]+) ([\w-]+)$/.exec(digest) ?? [];
  if (code && requestId) return { code, requestId, digest: null };
  return { code: "INTERNAL", requestId: null, digest };
}
