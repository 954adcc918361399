import { getTranslator } from "@/components/locale/get-translator";
import { Icon } from "@/components/ui/icon";
import { MoreSections } from "./more-sections";
import { SectionLink } from "./section-link";
import { publicSections } from "./sections";

/** Sections shown in the bar itself; the others open above it. */
const SHOWN_IN_BAR = 3;

/** Navigation at the bottom of the screen, below 1024 px. */
export async function BottomBar() {
  const t = await getTranslator("site");
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {publicSections.slice(0, SHOWN_IN_BAR).map(({ href, label, icon }) => (
        <SectionLink
          key={href}
          href={href}
          className="flex h-14 flex-1 flex-col items-center justify-center gap-1 text-12 text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          <Icon name={icon} size={20} />
          {t(`sections.${label}`)}
        </SectionLink>
      ))}
      <MoreSections label={t("moreSections")}>
        {publicSections.slice(SHOWN_IN_BAR).map(({ href, label, icon }) => (
          <SectionLink
            key={href}
            href={href}
            className="flex h-11 items-center gap-3 rounded-control px-3 text-14 text-muted aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text"
          >
            <Icon name={icon} />
            {t(`sections.${label}`)}
          </SectionLink>
        ))}
      </MoreSections>
    </nav>
  );
}
