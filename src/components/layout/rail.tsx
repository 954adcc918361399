import { getTranslator } from "@/components/locale/get-translator";
import { Icon } from "@/components/ui/icon";
import { SectionLink } from "./section-link";
import { publicSections } from "./sections";

/** Navigation at the left, from 1024 px. */
export async function Rail() {
  const t = await getTranslator("site");
  return (
    <nav
      aria-label={t("navigation")}
      className="sticky top-12 hidden h-[calc(100dvh-3rem)] w-40 shrink-0 flex-col gap-0.5 border-r p-2 lg:flex"
    >
      {publicSections.map(({ href, label, icon }) => (
        <SectionLink
          key={href}
          href={href}
          className="flex h-8 items-center gap-2 rounded-control px-2 text-13 text-muted transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text touch-target"
        >
          <Icon name={icon} />
          {t(`sections.${label}`)}
        </SectionLink>
      ))}
    </nav>
  );
}
