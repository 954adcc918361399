import { cookies, headers } from "next/headers";
import { isLocale, type Locale, localeCookie } from "@/locale/locales";
import { negotiateLocale } from "@/locale/negotiate";

/** The visitor's language: their choice (cookie), else what the browser asks for, else English. */
export async function getLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(localeCookie)?.value;
  return isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language"));
}
