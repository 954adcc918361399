import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { ErrorTextProvider } from "@/components/layout/error-text";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { ProviderNamesProvider } from "@/components/providers/provider-names";
import { getTheme } from "@/components/theme/request-theme";
import { providerNames } from "@/server/providers/provider-names";
import { figures, mono, sans } from "./fonts";
import "./globals.css";

export const viewport: Viewport = { colorScheme: "light dark" };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("site");
  return {
    title: { default: `${t("name")} · ${t("tagline")}`, template: `%s · ${t("name")}` },
    description: t("description"),
    applicationName: t("name"),
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, t] = await Promise.all([getLocale(), getTheme(), getTranslator("errors")]);
  const errorText = {
    title: t("title"),
    body: t("body"),
    unavailable: { title: t("unavailable.title"), body: t("unavailable.body") },
    retry: t("retry"),
    home: t("home"),
    reference: t("reference"),
    request: t("request"),
    copy: t("copy"),
    copied: t("copied"),
  };
  return (
    <html
      lang={locale}
      data-theme={theme}
      className={`${sans.variable} ${mono.variable} ${figures.variable}`}
    >
      <body className="min-h-dvh">
        <ErrorTextProvider text={errorText}>
          <ProviderNamesProvider names={providerNames.map(({ slug, name }) => ({ slug, name }))}>
            {children}
          </ProviderNamesProvider>
        </ErrorTextProvider>
      </body>
    </html>
  );
}
