import type { Metadata } from "next";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { SkipLink } from "@/components/layout/skip-link";
import { getTranslator } from "@/components/locale/translator";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("notFound"))("title") };
}

export default async function NotFoundPage() {
  const t = await getTranslator("notFound");
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <SiteHeader />
      <main id="main" className="flex-1">
        <EmptyState
          level={1}
          title={t("title")}
          action={
            <LinkButton tone="primary" href="/offers">
              {t("market")}
            </LinkButton>
          }
        >
          {t("body")}
        </EmptyState>
      </main>
      <SiteFooter />
    </div>
  );
}
