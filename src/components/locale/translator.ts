import "server-only";
import { createFormatter, createTranslator } from "use-intl/core";
import type { Locale } from "./locales";
import { dictionaries, type MessageNamespace } from "./messages";
import { getLocale } from "./request-locale";

/** Texts of one namespace in the visitor's language, for server components: `const t = await getTranslator("landing")`. */
export async function getTranslator<const Namespace extends MessageNamespace>(namespace: Namespace) {
  return translatorFor(await getLocale(), namespace);
}

/** As {@link getTranslator}, for a known language (mail, exports). */
export function translatorFor<const Namespace extends MessageNamespace>(locale: Locale, namespace: Namespace) {
  return createTranslator({
    locale,
    messages: dictionaries[locale],
    namespace,
    timeZone: "UTC",
  });
}

/** Dates (in UTC, all that a server knows) and lists in the visitor's language. Figures have `components/format`. */
export async function getFormatter() {
  return createFormatter({ locale: await getLocale(), timeZone: "UTC" });
}
