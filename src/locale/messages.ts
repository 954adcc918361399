import { english } from "./english";
import type { Locale } from "./locales";
import { spanish } from "./spanish";

export type Messages = typeof english;
export type MessageNamespace = keyof Messages;

/**
 * Both dictionaries. A key missing from the Spanish one does not compile. Pages get {@link pickMessages}, never a whole
 * dictionary.
 */
export const dictionaries: Record<Locale, Messages> = { en: english, es: spanish };

/** The namespaces of a dictionary that a client subtree needs, so that the rest is not sent. */
export function pickMessages(locale: Locale, namespaces: readonly MessageNamespace[]): Partial<Messages> {
  const messages = dictionaries[locale];
  return Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]));
}
