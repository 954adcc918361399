import { cookies } from "next/headers";
import { isTheme, type Theme, themeCookie } from "./themes";

/** The theme that the visitor chose; `system` by default. */
export async function getTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(themeCookie)?.value;
  return isTheme(chosen) ? chosen : "system";
}
