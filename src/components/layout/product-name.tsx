import { getTranslator } from "@/components/locale/get-translator";

/** The product name with its logo, three ranked bars; links to the start page. */
export async function ProductName() {
  const t = await getTranslator("site");
  return (
    <a href="/" className="inline-flex items-center gap-2 rounded-control text-16 font-medium touch-target">
      <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
        <rect x="1" y="3" width="18" height="4" rx="2" className="fill-accent" />
        <rect x="1" y="9" width="13" height="4" rx="2" className="fill-muted" />
        <rect x="1" y="15" width="8" height="4" rx="2" className="fill-border-control" />
      </svg>
      {t("name")}
    </a>
  );
}
