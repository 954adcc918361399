import Negotiator from "negotiator";
import { AppError } from "@/domain/errors";
import type { Context } from "@/server/context";
import { contentTypes, type Endpoint, type MediaType, mediaTypes, REST_ROOT } from "./endpoint";
import { endpoints } from "./endpoints";
import { problemResponse } from "./problem";

const endings: Record<MediaType, string> = { "application/json": ".json", "text/csv": ".csv" };

type Match = {
  endpoint: Endpoint;
  path: Readonly<Record<string, string>>;
  /** What the ending of the address asks for; null: it has none. */
  ending: MediaType | null;
};

/**
 * Answers a request by the list of operations: GET by its endpoint, HEAD by the same without a body, OPTIONS and every other
 * method by what is allowed.
 *
 * @throws {AppError} NOT_FOUND for an address that no operation has; what the operation throws.
 */
export async function dispatch(ctx: Context, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const match = findMatch(pathname);
  if (match === null) throw unknownAddress(pathname);
  const { endpoint, path, ending } = match;
  if (request.method !== "GET" && request.method !== "HEAD") return answerOtherMethod(ctx, request);
  const mediaType = ending ?? negotiate(endpoint, request.headers.get("accept"));
  const response = await endpoint.answer(ctx, {
    path,
    query: searchParams,
    mediaType,
    leaves: request.signal,
  });
  if (request.method === "GET") return response;
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}

/** For the addresses below /api that belong to nothing. */
export function refuseUnknownAddress(_ctx: Context, request: Request): never {
  throw unknownAddress(new URL(request.url).pathname);
}

function unknownAddress(pathname: string): AppError {
  return new AppError("NOT_FOUND", `no operation at ${pathname}`, {
    reason: { code: "address.not_found", parameters: { path: pathname } },
  });
}

/** To OPTIONS what is allowed, to any other method that it is not. */
export function answerOtherMethod(ctx: Context, request: Request): Response {
  const allow = "GET, HEAD, OPTIONS";
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  const parameters = { method: request.method, allowed: allow };
  const error = new AppError("INVALID_INPUT", `${request.method} is not allowed here`, {
    reason: { code: "request.method_not_allowed", parameters },
  });
  return problemResponse(ctx, { request, error }, { status: 405, headers: { allow } });
}

/**
 * What the client prefers; JSON where it does not care or asks for something that there is not. Types are offered with their
 * parameters, so that `text/csv; charset=utf-8` asks for CSV.
 */
function negotiate({ row }: Endpoint, accept: string | null): MediaType {
  if (row === null || accept === null) return "application/json";
  const chosen = new Negotiator({ headers: { accept } }).mediaType(mediaTypes.map(offered));
  return mediaTypes.find((type) => offered(type) === chosen) ?? "application/json";
}

function offered(type: MediaType): string {
  // JSON is UTF-8 by definition, and clients say so all the same.
  return type === "application/json" ? `${type}; charset=utf-8` : contentTypes[type];
}

function findMatch(pathname: string): Match | null {
  const segments = pathname.slice(REST_ROOT.length).split("/").slice(1).map(decode);
  for (const endpoint of endpoints) {
    const match = matchOf(endpoint, segments);
    if (match !== null) return match;
  }
  return null;
}

function matchOf(endpoint: Endpoint, segments: readonly string[]): Match | null {
  const last = segments.at(-1) ?? "";
  const types = mediaTypes.filter((type) => type === "application/json" || endpoint.row !== null);
  const ending = types.find((type) => last.endsWith(endings[type])) ?? null;
  const bare = ending === null ? last : last.slice(0, -endings[ending].length);
  const path = parametersOf(endpoint.path, [...segments.slice(0, -1), bare]);
  return path && { endpoint, path, ending };
}

/** The parameters of a path by its template, or null where the two do not fit. */
function parametersOf(template: string, segments: readonly string[]): Record<string, string> | null {
  const pattern = template.split("/").slice(1);
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [place, part] of pattern.entries()) {
    const segment = segments[place] ?? "";
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name !== undefined && segment !== "") parameters[name] = segment;
    else if (part !== segment) return null;
  }
  return parameters;
}

/** A percent sign that begins no escape is part of no name that we know. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
