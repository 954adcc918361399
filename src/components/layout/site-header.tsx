import { getTranslator } from "@/components/locale/get-translator";
import { LanguageSwitch } from "@/components/locale/language-switch";
import { ThemeSwitch } from "@/components/theme/theme-switch";
import { ProductName } from "./product-name";
import { publicSections } from "./sections";

/** Header of the pages outside the app frame. */
export async function SiteHeader() {
  const t = await getTranslator("site");
  return (
    <header className="border-b">
      <div className="page-gutter mx-auto flex h-14 max-w-6xl items-center gap-6">
        <ProductName />
        <nav aria-label={t("navigation")} className="hidden gap-1 sm:flex">
          {publicSections.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              className="inline-flex h-8 items-center rounded-control px-2 text-14 text-muted hover:bg-hover hover:text-text touch-target"
            >
              {t(`sections.${label}`)}
            </a>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1 sm:gap-3">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
