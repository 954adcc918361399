import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isTheme, themeCookie } from "@/components/theme/themes";
import { isLocale, type Locale, localeCookie } from "@/locale/locales";
import { negotiateLocale } from "@/locale/negotiate";
import { translatorFor } from "@/locale/translator";

type Refused = { status: number; retryAfterSeconds: number | null };
type Asked = { method: string | undefined; requestId: string; headers: IncomingHttpHeaders };

/** Small, because a flood of refusals sends it as often; the browser's own colours, because the web process has the stylesheet. */
const style =
  ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}:root[data-theme=light]{color-scheme:light}" +
  ":root[data-theme=dark]{color-scheme:dark}body{max-width:34rem;margin:0 auto;padding:1rem}" +
  "h1{margin:3rem 0 .5rem;font-size:1.25rem;font-weight:550}p{margin:.5rem 0}a{color:inherit;margin-right:1rem}" +
  "small{opacity:.75;overflow-wrap:anywhere}";

/** Allows the one style of the page and nothing else. */
export const PAGE_POLICY = `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`;

const translators = { en: translatorFor("en", "door"), es: translatorFor("es", "door") };

/** Whether a person reads the answer: browsers ask for HTML by name when they open an address. */
export function wantsPage({ accept }: IncomingHttpHeaders): boolean {
  return accept?.includes("text/html") ?? false;
}

/** The page of a refusal in the visitor's language and theme: what is refused and until when. Nothing of the request is in it. */
export function pageOf(
  { status, retryAfterSeconds }: Refused,
  { method = "GET", requestId, headers }: Asked,
): { language: Locale; body: string } {
  const language = localeOf(headers);
  const t = translators[language];
  const kind = kindOf(status);
  // The browser would repeat a form by a GET, which is another request.
  const isRepeatable = method === "GET" && kind !== "refused" && kind !== "tooLarge";
  const isPassing = isRepeatable && retryAfterSeconds !== null && status !== 408;
  const theme = cookieOf(headers, themeCookie);
  const body = `<!doctype html>
<html lang="${language}"${isTheme(theme) ? ` data-theme="${theme}"` : ""}>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
${isPassing ? `<meta http-equiv="refresh" content="${retryAfterSeconds}">` : ""}<title>${t(`${kind}.title`)} · gpubroker</title>
<style>${style}</style>
<main><strong>gpubroker</strong>
<h1>${t(`${kind}.title`)}</h1>
<p>${t(`${kind}.body`)}${isPassing ? ` ${t("again", { seconds: retryAfterSeconds })}` : ""}</p>
<p>${isRepeatable ? `<a href="">${t("retry")}</a>` : ""}<a href="/">${t("home")}</a></p>
<p><small>${status} · ${t("reference")} ${requestId}</small></p></main>
</html>
`;
  return { language, body };
}

function kindOf(status: number): "busy" | "tooMany" | "late" | "tooLarge" | "failed" | "refused" {
  if (status === 413 || status === 431) return "tooLarge";
  if (status === 429) return "tooMany";
  if (status === 408) return "late";
  if (status >= 502 && status <= 504) return "busy";
  return status === 500 ? "failed" : "refused";
}

/** As the pages choose it, see `src/components/locale/request-locale.ts`. */
function localeOf(headers: IncomingHttpHeaders): Locale {
  const chosen = cookieOf(headers, localeCookie);
  return isLocale(chosen) ? chosen : negotiateLocale(headers["accept-language"] ?? null);
}

function cookieOf({ cookie = "" }: IncomingHttpHeaders, name: string): string | undefined {
  return new RegExp(`(?:^|;) *${name}=([a-z]{1,20})(?:;|$)`).exec(cookie)?.[1];
}
