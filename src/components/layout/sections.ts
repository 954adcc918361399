import type { IconName } from "@/components/ui/icon-outlines";

/** The sections of the product, in the order of rail, bottom bar and footer; `label` is a key of the `site.sections` texts. */
export const publicSections = [
  { href: "/offers", label: "market", icon: "chart-candlestick" },
  { href: "/gpus", label: "gpus", icon: "chart-line" },
  { href: "/models", label: "models", icon: "box" },
  { href: "/rent-or-call", label: "rentOrCall", icon: "scale" },
  { href: "/compare", label: "compare", icon: "columns-3" },
  { href: "/providers", label: "providers", icon: "layers" },
  { href: "/status", label: "status", icon: "activity" },
] as const satisfies readonly { href: `/${string}`; label: string; icon: IconName }[];
