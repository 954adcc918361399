import type { ReactNode } from "react";
import { languageTags } from "@/locale/locales";
import { type MessageNamespace, pickMessages } from "@/locale/messages";
import { IntlProvider } from "./intl-provider";
import { getLocale } from "./request-locale";

type IntlScopeProps = { namespaces: readonly MessageNamespace[]; children: ReactNode };

/**
 * Lets client components inside it call `useTranslations(namespace)` and our `useCurrentLocale()`, for the named namespaces
 * only. Pages without client-side text (the landing page) do not use it and send no dictionary.
 */
export async function IntlScope({ namespaces, children }: IntlScopeProps) {
  const locale = await getLocale();
  return (
    <IntlProvider locale={languageTags[locale]} messages={pickMessages(locale, namespaces)} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
