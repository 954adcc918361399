import { getTranslator } from "@/components/locale/get-translator";
import { Icon } from "@/components/ui/icon";
import { SwitchButton } from "@/components/ui/switch-button";
import { getTheme } from "./request-theme";
import { themes } from "./themes";

const icons = { light: "sun", dark: "moon", system: "monitor" } as const;

/** A plain form: it works before JavaScript loads, and without it. */
export async function ThemeSwitch() {
  const [t, current] = await Promise.all([getTranslator("site"), getTheme()]);
  return (
    <form method="post" action="/preferences">
      <fieldset className="flex">
        <legend className="sr-only">{t("theme.label")}</legend>
        {themes.map((theme) => (
          <SwitchButton
            key={theme}
            name="theme"
            value={theme}
            label={t(`theme.${theme}`)}
            isCurrent={theme === current}
          >
            <Icon name={icons[theme]} />
          </SwitchButton>
        ))}
      </fieldset>
    </form>
  );
}
