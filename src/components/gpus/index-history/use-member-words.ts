import { useTranslations } from "use-intl";
import { useProviderName } from "@/components/providers/provider-names";

/** "+ Vultr" and "− Lambda" for the sources that came and left. */
export function useMemberWords(): (changed: {
  came: readonly string[];
  left: readonly string[];
}) => string[] {
  const [t, nameOf] = [useTranslations("gpus.moves"), useProviderName()];
  return ({ came, left }) => [
    ...came.map((source) => t("came", { name: nameOf(source) })),
    ...left.map((source) => t("left", { name: nameOf(source) })),
  ];
}
