import { getTranslator } from "@/components/locale/get-translator";

/** The first keyboard focus stop of every page. */
export async function SkipLink() {
  const t = await getTranslator("site");
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:border focus:bg-raised focus:px-3 focus:py-2"
    >
      {t("skip")}
    </a>
  );
}
