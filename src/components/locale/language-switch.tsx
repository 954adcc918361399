import { SwitchButton } from "@/components/ui/switch-button";
import { locales } from "@/locale/locales";
import { getTranslator } from "./get-translator";
import { getLocale } from "./request-locale";

/** Each language is listed by its own name, so that its speakers can read it. */
const ownNames = { en: "English", es: "Español" } as const;

export async function LanguageSwitch() {
  const [t, current] = await Promise.all([getTranslator("site"), getLocale()]);
  return (
    <form method="post" action="/preferences">
      <fieldset className="flex">
        <legend className="sr-only">{t("language")}</legend>
        {locales.map((locale) => (
          <SwitchButton
            key={locale}
            name="locale"
            value={locale}
            lang={locale}
            label={ownNames[locale]}
            isCurrent={locale === current}
          >
            {locale.toUpperCase()}
          </SwitchButton>
        ))}
      </fieldset>
    </form>
  );
}
