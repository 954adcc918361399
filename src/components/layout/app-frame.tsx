import type { ReactNode } from "react";
import { IntlScope } from "@/components/locale/intl-scope";
import { LanguageSwitch } from "@/components/locale/language-switch";
import { CommandPalette } from "@/components/palette/command-palette";
import { ThemeSwitch } from "@/components/theme/theme-switch";
import { BottomBar } from "./bottom-bar";
import { ModeBadge } from "./mode-badge";
import { ProductName } from "./product-name";
import { Rail } from "./rail";
import { SkipLink } from "./skip-link";

type AppFrameProps = {
  /** True while the market data comes from simulators: the badge then stays visible. */
  isSimulated: boolean;
  /** Shown beside the search, such as the connection state. */
  tools?: ReactNode;
  children: ReactNode;
};

/** Header, navigation and the main landmark around every page of the product; content up to 1440 px wide. */
export function AppFrame({ isSimulated, tools, children }: AppFrameProps) {
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <header className="sticky top-0 z-30 border-b bg-surface">
        <div className="page-gutter flex h-12 items-center gap-3 lg:px-4">
          <ProductName />
          {isSimulated && <ModeBadge />}
          <div className="ml-auto flex items-center gap-1 sm:gap-3">
            {tools}
            <IntlScope namespaces={["palette", "site", "source"]}>
              <CommandPalette />
            </IntlScope>
            <LanguageSwitch />
            {/* A narrow phone has no space for both; there the palette switches the theme. */}
            <div className="max-[30rem]:hidden">
              <ThemeSwitch />
            </div>
          </div>
        </div>
      </header>
      <div className="flex">
        <Rail />
        <main
          id="main"
          tabIndex={-1}
          className="page-gutter mx-auto w-full max-w-[1440px] min-w-0 flex-1 py-4 pb-20 outline-none lg:pb-8"
        >
          {children}
        </main>
      </div>
      <BottomBar />
    </div>
  );
}
