import type { IconName } from "@/components/ui/icon-outlines";

/** The rooms that exist, in the order of rail, bottom bar and footer; `label` is a key of the `site.rooms` texts. */
export const publicRooms = [
  { href: "/offers", label: "market", icon: "chart-candlestick" },
  { href: "/compare", label: "compare", icon: "columns-3" },
  { href: "/rent-or-call", label: "rentOrCall", icon: "scale" },
  { href: "/status", label: "status", icon: "activity" },
] as const satisfies readonly { href: `/${string}`; label: string; icon: IconName }[];
