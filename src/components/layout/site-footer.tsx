import { getTranslator } from "@/components/locale/get-translator";
import { ProductName } from "./product-name";
import { publicSections } from "./sections";

/** Links only to pages that exist. */
export async function SiteFooter() {
  const t = await getTranslator("site");
  const links = [
    ...publicSections.map(({ href, label }) => ({ href, label: t(`sections.${label}`) })),
    { href: "/api/v2/offers", label: t("openData") },
  ];
  return (
    <footer className="border-t">
      <div className="page-gutter mx-auto flex max-w-6xl flex-col gap-x-8 gap-y-4 py-8 text-13 text-muted sm:flex-row sm:items-center">
        <ProductName />
        <nav aria-label={t("footer")} className="flex flex-wrap gap-x-5 gap-y-1">
          {links.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              className="inline-flex items-center hover:text-text hover:underline touch-target"
            >
              {label}
            </a>
          ))}
        </nav>
        <p className="text-12 text-faint sm:ml-auto sm:text-right lg:shrink-0">{t("units")}</p>
      </div>
    </footer>
  );
}
