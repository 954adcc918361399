import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, dataPolicy } from "@/content-security-policy";
import { AppError } from "@/domain/errors";
import { makeId } from "@/domain/ids";
import { siteOf } from "@/server/forwarded";
import { problemResponse } from "@/server/rest/problem";

const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;
// Next reads a page's nonce from these request headers, and no server action exists, so no request may carry one.
const refusedHeaders = /^(content-security-policy|x-nonce$|next-action$)/;

// Next serves its page for failures at this address, too: with 500, without the nonce of the policy, and cacheable for a year.
const failurePage = "/_global-error";

/**
 * Sets the headers of every response and does nothing else: the verbs decide about permissions, never this file (Next's
 * middleware was bypassed three times within twenty months).
 *
 * It has no matcher: a pattern that leaves out static files also leaves out addresses that look like them, whose error pages
 * would then have no policy.
 */
export function proxy(request: NextRequest): NextResponse {
  const { host, isSecure } = siteOf(request.headers);
  const requestId = requestIdOf(request);
  const policy = isPage(request) ? pagePolicy(host, isSecure) : dataPolicy;

  const response = refusalOf(request, requestId) ?? passOn(request, { requestId, policy });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  // An error page names its request, and of all headers a page can read only this one of its own request.
  response.headers.append("server-timing", `request;desc="${requestId}"`);
  if (isSecure) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

function passOn(request: NextRequest, own: { requestId: string; policy: string }): NextResponse {
  const kept = [...request.headers].filter(([name]) => !refusedHeaders.test(name));
  const headers = new Headers(kept);
  headers.set("x-request-id", own.requestId);
  headers.set("content-security-policy", own.policy);
  if (request.nextUrl.pathname === failurePage)
    return NextResponse.rewrite(new URL("/_not-found", request.url), { request: { headers } });
  return NextResponse.next({ request: { headers } });
}

/** Null when Next may answer the request. */
function refusalOf(request: NextRequest, requestId: string): NextResponse | null {
  if (!isDecodable(request.nextUrl.pathname)) return refuseAddress(request, requestId);
  if (isAnswered(request)) return null;
  return new NextResponse("Pages are read-only.", { status: 405, headers: { allow: "GET, HEAD" } });
}

/** Next answers 500 when a dynamic route receives a path that cannot be decoded. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function refuseAddress(request: NextRequest, requestId: string): NextResponse {
  if (!isApi(request))
    return new NextResponse("The URL contains an invalid percent escape.", { status: 400 });
  const error = new AppError("INVALID_INPUT", "invalid percent escape in the path", {
    reason: { code: "address.not_decodable", parameters: {} },
  });
  const problem = problemResponse({ requestId }, { request, error });
  return new NextResponse(problem.body, problem);
}

/** Pages accept no input: a POST to one would only render it. */
function isAnswered(request: NextRequest): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  return isApi(request) || request.nextUrl.pathname === "/preferences";
}

function isApi({ nextUrl: { pathname } }: NextRequest): boolean {
  return pathname === "/api" || pathname.startsWith("/api/");
}

/** An address of a static file that does not exist is answered with a page, so only the known one is left out. */
function isPage(request: NextRequest): boolean {
  return !isApi(request) && request.nextUrl.pathname !== "/icon.svg";
}

function pagePolicy(host: string | null, isSecure: boolean): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  return contentSecurityPolicy({
    nonce,
    host,
    isSecure,
    isDevelopment: process.env.NODE_ENV === "development",
  });
}

function requestIdOf(request: NextRequest): string {
  const given = request.headers.get("x-request-id");
  if (given !== null && requestIdPattern.test(given)) return given;
  return makeId("req", new Date(), crypto.getRandomValues(new Uint8Array(10)));
}
