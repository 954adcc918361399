import { z } from "zod";
import { type AppError, type ErrorCode, errorStatus } from "@/domain/errors";
import { type FieldIssue, type IssueCode, issueParameters } from "@/domain/field-issues";
import { type ReasonCode, reasonParameters } from "@/domain/reasons";
import type { Locale } from "@/locale/locales";
import { negotiateLocale } from "@/locale/negotiate";
import { sentenceOf, textsFor } from "@/locale/sentence";
import type { Context } from "@/server/context";

const parameters = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()]));

export const problem = z
  .strictObject({
    type: z.literal("about:blank"),
    title: z.enum(keysOf<ErrorCode>(errorStatus)),
    status: z.int(),
    detail: z.string().meta({ description: "A sentence in English or Spanish, as Accept-Language asks." }),
    instance: z.string(),
    request_id: z.string().meta({ description: "Finds the request in our log." }),
    reason: z
      .strictObject({ code: z.enum(keysOf<ReasonCode>(reasonParameters)), parameters })
      .meta({ description: "Why, by a stable code with its parameters." }),
    issues: z
      .array(
        z.strictObject({
          field: z.string(),
          code: z.enum(keysOf<IssueCode>(issueParameters)),
          parameters,
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: "Every field that was refused." }),
  })
  .meta({ id: "Problem", description: "RFC 9457." });

export type Problem = z.input<typeof problem>;

type Told = { status?: number; headers?: Record<string, string> };

/** An error as RFC 9457 problem+json in the language that the client reads. The error's own message is not in it. */
export function problemResponse(
  { requestId }: Pick<Context, "requestId">,
  { request, error }: { request: Request; error: AppError },
  { status = errorStatus[error.code], headers }: Told = {},
): Response {
  const locale = negotiateLocale(request.headers.get("accept-language"));
  const issues = error.issues.map((issue) => ({ ...issue, message: messageOf(locale, issue) }));
  const body: Problem = {
    type: "about:blank",
    title: error.code,
    status,
    detail:
      issues.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`)).join("; ") ||
      sentenceOf(textsFor(locale, "reasons"), error.reason),
    instance: new URL(request.url).pathname,
    request_id: requestId,
    reason: error.reason,
    ...(issues.length > 0 ? { issues } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "content-language": locale,
      "cache-control": "no-store",
      vary: "accept-language",
      "x-request-id": requestId,
      ...(error.retryAfterSeconds === null ? {} : { "retry-after": String(error.retryAfterSeconds) }),
      ...headers,
    },
  });
}

function messageOf(locale: Locale, { field: _field, ...issue }: FieldIssue): string {
  return sentenceOf(textsFor(locale, "issues.codes"), issue);
}

/** Object.keys forgets the names; a table of codes has exactly its own. */
function keysOf<Code extends string>(table: Record<Code, unknown>): [Code, ...Code[]] {
  return Object.keys(table) as [Code, ...Code[]];
}
