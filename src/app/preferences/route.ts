import { z } from "zod";
import { themeCookie, themes } from "@/components/theme/themes";
import { localeCookie, locales } from "@/locale/locales";
import { returnPath } from "./return-path";

const YEAR_SECONDS = 365 * 86_400;

const preferences = z.strictObject({ theme: z.enum(themes).optional(), locale: z.enum(locales).optional() });

/** Stores the visitor's theme or language in a cookie and sends them back to where they were; works without JavaScript. */
export async function POST(request: Request): Promise<Response> {
  // Another site must not be able to change our visitors' settings.
  if (request.headers.get("sec-fetch-site") === "cross-site") return refuse(403);
  const form = await request.formData().catch(() => null);
  const parsed = preferences.safeParse(Object.fromEntries(form ?? []));
  if (!form || !parsed.success) return refuse(400);

  const isSecure = request.headers.get("x-forwarded-proto") === "https";
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

function refuse(status: 400 | 403): Response {
  return Response.json({ code: status === 400 ? "INVALID_INPUT" : "FORBIDDEN" }, { status });
}
