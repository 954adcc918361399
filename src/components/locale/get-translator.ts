import { type TextNamespace, translatorFor } from "@/locale/translator";
import { getLocale } from "./request-locale";

/** Texts of one namespace in the visitor's language, for server components: `const t = await getTranslator("landing")`. */
export async function getTranslator<const Namespace extends TextNamespace>(namespace: Namespace) {
  return translatorFor(await getLocale(), namespace);
}
