export type PolicyInput = {
  nonce: string;
  /** Host and port that the browser uses, well-formed; null when unknown. */
  host: string | null;
  isSecure: boolean;
  isDevelopment: boolean;
};

/**
 * The Content-Security-Policy of one page.
 *
 * Scripts need this request's nonce, and so do style elements. Style attributes are allowed: React writes measured positions
 * (virtual rows, chart marks, slider thumbs) as `style="..."` in server-rendered HTML, and under the other directives an
 * attribute can neither load nor run anything.
 */
export function contentSecurityPolicy({ nonce, host, isSecure, isDevelopment }: PolicyInput): string {
  const directives = [
    "default-src 'self'",
    // React's development build uses eval to rebuild server stacks; the production build does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${socketSource(host, isSecure)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (isSecure) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** For responses that are not pages: they may neither load anything nor be framed. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The WebSocket on the same host: older Safari does not treat it as 'self'. */
function socketSource(host: string | null, isSecure: boolean): string {
  if (host === null) return "";
  return ` ${isSecure ? "wss" : "ws"}://${host}`;
}
