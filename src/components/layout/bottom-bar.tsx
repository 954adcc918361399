import { getTranslator } from "@/components/locale/translator";
import { Icon } from "@/components/ui/icon";
import { RoomLink } from "./room-link";
import { publicRooms } from "./rooms";

/** The rooms under the thumb, below 1024 px. */
export async function BottomBar() {
  const t = await getTranslator("site");
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {publicRooms.map(({ href, label, icon }) => (
        <RoomLink
          key={href}
          href={href}
          className="flex h-14 flex-1 flex-col items-center justify-center gap-1 text-12 text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          <Icon name={icon} size={20} />
          {t(`rooms.${label}`)}
        </RoomLink>
      ))}
    </nav>
  );
}
