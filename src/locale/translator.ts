import { createTranslator, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { type Locale, languageTags } from "./locales";
import { dictionaries, type Messages } from "./messages";

/** The path of a dictionary branch, at any depth: "site", "landing.faq". */
export type TextNamespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

/** Texts of one namespace in a given language, for mails, PDFs, REST and pages. Dates are in UTC. */
export function translatorFor<const Namespace extends TextNamespace>(locale: Locale, namespace: Namespace) {
  return createTranslator({
    locale: languageTags[locale],
    messages: dictionaries[locale],
    namespace,
    timeZone: "UTC",
  });
}

/** What {@link translatorFor} and `useTranslations` return for a namespace. */
export type TranslatorOf<Namespace extends TextNamespace> = ReturnType<typeof translatorFor<Namespace>>;
