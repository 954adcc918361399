import en from "@/messages/en.json";
import es from "@/messages/es.json";
import type { Locale } from "./locales";

export type Messages = typeof en;
export type MessageNamespace = keyof Messages;

/** Both dictionaries; a key that Spanish lacks does not compile. Server only by use: clients get {@link pickMessages}. */
export const dictionaries: Record<Locale, Messages> = { en, es };

/** The part of a dictionary that a client subtree needs, so that the rest is not sent. */
export function pickMessages(locale: Locale, namespaces: readonly MessageNamespace[]): Partial<Messages> {
  const messages = dictionaries[locale];
  return Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]));
}
