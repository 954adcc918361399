import type { Metadata } from "next";
import { ProductName } from "@/components/layout/product-name";
import { RequestReference } from "@/components/layout/request-reference";
import { getTranslator } from "@/components/locale/get-translator";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("notFound"))("title") };
}

/** Kept small: Next sends it with every page, for a `notFound()` in the browser. */
export default async function NotFoundPage() {
  const t = await getTranslator("notFound");
  return (
    <main id="main" className="page-gutter mx-auto max-w-6xl py-4">
      <ProductName />
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
        <RequestReference />
      </EmptyState>
    </main>
  );
}
