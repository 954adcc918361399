import { createTranslator, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { type Locale, languageTags } from "./locales";
import { dictionaries, type Messages } from "./messages";
import { getLocale } from "./request-locale";

/** A branch of the dictionary, at any depth: "site", "landing.faq". */
type TextNamespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

/** Texts of one namespace in the visitor's language, for server components: `const t = await getTranslator("landing")`. */
export async function getTranslator<const Namespace extends TextNamespace>(namespace: Namespace) {
  return translatorFor(await getLocale(), namespace);
}

/** As {@link getTranslator}, for a known language (mail, exports). */
export function translatorFor<const Namespace extends TextNamespace>(locale: Locale, namespace: Namespace) {
  return createTranslator({
    locale: languageTags[locale],
    messages: dictionaries[locale],
    namespace,
    timeZone: "UTC",
  });
}
