import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, dataPolicy } from "@/content-security-policy";
import { makeId } from "@/domain/ids";

const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * Sets the headers of every response and does nothing else: the verbs decide about permissions, never this file (Next's
 * middleware was bypassed three times within twenty months).
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isDecodable(request.nextUrl.pathname))
    return new NextResponse("The URL contains an invalid percent escape.", { status: 400 });
  if (!isAnswered(request))
    return new NextResponse("Pages are read-only.", { status: 405, headers: { allow: "GET, HEAD" } });
  const isSecure =
    request.headers.get("x-forwarded-proto") === "https" || request.nextUrl.protocol === "https:";
  const requestId = requestIdOf(request);
  const forwarded = new Headers(request.headers);
  forwarded.set("x-request-id", requestId);
  // No server action exists, so a request for one must not reach the code that decodes it.
  forwarded.delete("next-action");
  forwarded.delete("x-nonce");

  const policy = request.nextUrl.pathname.startsWith("/api/") ? dataPolicy : pagePolicy(request, isSecure);
  // Next reads the nonce for its own scripts from this request header.
  forwarded.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers: forwarded } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  if (isSecure) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
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

/** Pages accept no input: a POST to one would only render it. */
function isAnswered({ method, nextUrl }: NextRequest): boolean {
  if (method === "GET" || method === "HEAD") return true;
  return nextUrl.pathname.startsWith("/api/") || nextUrl.pathname === "/preferences";
}

export const config = {
  matcher: "/((?!_next/static|_next/image|icon.svg).*)",
};

function pagePolicy(request: NextRequest, isSecure: boolean): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
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
