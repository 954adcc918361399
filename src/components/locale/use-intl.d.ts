import type { Locale } from "./locales";
import type { Messages } from "./messages";

declare module "use-intl" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: declaration merging exists for interfaces only
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
