import type { Metadata } from "next";
import { IntlScope } from "@/components/locale/intl-scope";
import { LanguageSwitch } from "@/components/locale/language-switch";
import { ThemeSwitch } from "@/components/theme/theme-switch";
import { Gallery } from "./gallery";

export const metadata: Metadata = { title: "Pieces", robots: { index: false } };

/** Every form field and shared component on one page, for review and for the browser tests. Production builds exclude it. */
export default function PiecesPage() {
  return (
    <main id="main" className="page-gutter mx-auto flex max-w-[1120px] flex-col gap-8 py-6">
      <div className="flex justify-end gap-3">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <IntlScope namespaces={["forms", "issues", "reasons"]}>
        <Gallery />
      </IntlScope>
    </main>
  );
}
