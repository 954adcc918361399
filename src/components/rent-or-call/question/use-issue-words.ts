"use client";

import { useTranslations } from "use-intl/react";

/** Words of the schema that the dictionary has in the reader's language. */
const known = {
  "is not a parameter of this search": "unknown",
  "write a plain number": "number",
  "write 250k, 10M or 10000000": "tokens",
  "write from 1k to 100000M tokens a day": "tokensRange",
  "write low..expected..high in percent, such as 45..65..85": "interval",
  "shares are above 0 and at most 100": "share",
  "write a whole number": "whole",
  "names no model we know": "model",
} as const;

/** Turns a message of the question's schema into the reader's language. */
export function useIssueWords(): (message: string) => string {
  const t = useTranslations("rentOrCall.issues");
  return (message) => {
    const [, least, most] = /^write a number from (\S+) to (\S+)$/.exec(message) ?? [];
    if (least !== undefined && most !== undefined) return t("between", { least, most });
    return message in known ? t(known[message as keyof typeof known]) : t("choice");
  };
}
