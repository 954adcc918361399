/**
 * Where a form without a return path goes back to: the path and query of a same-host Referer, else the start page.
 *
 * A path that begins with two slashes would be read as another host, so leading slashes and backslashes become one.
 */
export function returnPath(headers: Headers): string {
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  const referer = headers.get("referer");
  if (host === null || referer === null || !URL.canParse(referer)) return "/";
  const url = new URL(referer);
  if (url.host !== host || !/^https?:$/.test(url.protocol)) return "/";
  return `/${url.pathname.replace(/^[/\\]+/, "")}${url.search}`;
}
