import { z } from "zod";
import { themeCookie, themes } from "@/components/theme/themes";
import { AppError } from "@/domain/errors";
import { localeCookie, locales } from "@/locale/locales";
import { requestContext } from "@/server/context";
import { isFromOwnPage, siteOf } from "@/server/forwarded";
import { problemResponse } from "@/server/rest/problem";
import { returnPath } from "./return-path";

const YEAR_SECONDS = 365 * 86_400;

const preferences = z.strictObject({ theme: z.enum(themes).optional(), locale: z.enum(locales).optional() });

/** Stores the visitor's theme or language in a cookie and sends them back to where they were; works without JavaScript. */
export async function POST(request: Request): Promise<Response> {
  // Another site must not be able to change our visitors' settings.
  if (!isFromOwnPage(request.headers)) return refuse(request, "FORBIDDEN");
  const form = await request.formData().catch(() => null);
  const parsed = preferences.safeParse(Object.fromEntries(form ?? []));
  if (!form || !parsed.success) return refuse(request, "INVALID_INPUT");

  const { isSecure } = siteOf(request.headers);
  const headers = new Headers({ Location: returnPath(request.headers), "Cache-Control": "no-store" });
  const { theme, locale } = parsed.data;
  if (theme) headers.append("Set-Cookie", cookie(themeCookie, theme, isSecure));
  if (locale) headers.append("Set-Cookie", cookie(localeCookie, locale, isSecure));
  return new Response(null, { status: 303, headers });
}

function cookie(name: string, value: string, isSecure: boolean): string {
  const parts = [`${name}=${value}`, "Path=/", `Max-Age=${YEAR_SECONDS}`, "SameSite=Lax", "HttpOnly"];
  return [...parts, ...(isSecure ? ["Secure"] : [])].join("; ");
}

function refuse(request: Request, code: "INVALID_INPUT" | "FORBIDDEN"): Response {
  const error = new AppError(code, `preferences: ${code}`);
  return problemResponse(requestContext(request.headers), { request, error });
}
