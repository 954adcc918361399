import type { LanguageTag } from "./locales";
import type { Messages } from "./messages";

declare module "use-intl/core" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: declaration merging exists for interfaces only
  interface AppConfig {
    Locale: LanguageTag;
    Messages: Messages;
  }
}
