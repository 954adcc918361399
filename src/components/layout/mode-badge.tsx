import { getTranslator } from "@/components/locale/get-translator";
import { Badge } from "@/components/ui/badge";

/** A badge that stays visible while prices come from simulators. */
export async function ModeBadge() {
  const t = await getTranslator("site");
  return (
    <Badge tone="sim" title={t("simulated.why")}>
      <span className="max-sm:hidden">{t("simulated.label")}</span>
      <span className="sm:hidden">{t("simulated.short")}</span>
    </Badge>
  );
}
