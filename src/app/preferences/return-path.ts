import { isOwnOrigin } from "@/server/forwarded";

/**
 * Where a form without a return path goes back to: the path and query of a same-host Referer, else the start page.
 *
 * A path that begins with two slashes would be read as another host, so leading slashes and backslashes become one.
 */
export function returnPath(headers: Headers): string {
  const referer = headers.get("referer");
  if (referer === null || !URL.canParse(referer)) return "/";
  const url = new URL(referer);
  if (!isOwnOrigin(url.origin, headers)) return "/";
  return `/${url.pathname.replace(/^[/\\]+/, "")}${url.search}`;
}
