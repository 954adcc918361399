import type { Lie } from "../liar.double";

export const verbs = ["get", "listOurs", "stop", "start", "terminate", "launch"] as const;
export type Verb = (typeof verbs)[number];

const html = { "content-type": "text/html; charset=utf-8" };
const json = { "content-type": "application/json" };
const loginPage = "<!doctype html><html><body><form action=/login></form></body></html>";
export const answer = (status: number, headers: Record<string, string>, body: string): Lie => ({
  kind: "answer",
  status,
  headers,
  body,
});

/** What a server answers when it has begun to execute a mutation: the field that failed is null, and `path` names it. */
function graphql(...errors: { code: string; path?: string[] }[]): string {
  return JSON.stringify({
    data: { podRentInterruptable: null },
    errors: errors.map(({ code, path = ["podRentInterruptable"] }) => ({
      message: "No.",
      path,
      extensions: { code },
    })),
  });
}

export const lies: Readonly<Record<string, Lie>> = {
  "408": answer(408, html, "<h1>Request Time-out</h1>"),
  "409 of another server": answer(409, json, '{"error":"conflict"}'),
  "425": answer(425, {}, "Too Early"),
  "429": answer(429, { "retry-after": "2" }, "Too many requests"),
  "429 of another server": answer(429, json, '{"message":"Too many requests"}'),
  "499": answer(499, html, "<h1>Client Closed Request</h1>"),
  "500": answer(500, html, "<h1>Internal Server Error</h1>"),
  "500 of another server": answer(500, json, '{"error":"internal"}'),
  "502": answer(502, html, "<h1>Bad Gateway</h1>"),
  "503 with Retry-After": answer(503, { ...json, "retry-after": "5" }, '{"message":"Service Unavailable"}'),
  "504": answer(504, html, "<h1>Gateway Time-out</h1>"),
  "404 as a page": answer(404, html, "<h1>Not Found</h1>"),
  "404 of another server": answer(404, json, '{"error":"not found"}'),
  "404 of a third server": answer(404, json, '{"message":"Not Found","documentation_url":"https://x"}'),
  "404 without a body": answer(404, {}, ""),
  "410 as a page": answer(410, html, "<h1>Gone</h1>"),
  "401 as a page": answer(401, html, loginPage),
  "402 as a page": answer(402, html, "<h1>Payment Required</h1>"),
  "403 as a page": answer(403, html, "<h1>Forbidden</h1>"),
  "302": answer(302, { location: "/login" }, ""),
  "200 with a login page": answer(200, html, loginPage),
  "200 with a login page as JSON": answer(200, json, loginPage),
  "200 without a body": answer(200, json, ""),
  "200 {}": answer(200, json, "{}"),
  "200 null": answer(200, json, "null"),
  "200 []": answer(200, json, "[]"),
  "200 OK": answer(200, { "content-type": "text/plain" }, "OK"),
  "200 truncated": answer(200, json, '{"id":"1","data":{"id":"1'),
  "200 with GraphQL errors": answer(200, json, '{"data":null,"errors":[{"message":"no"}]}'),
  "200 with data null": answer(200, json, '{"data":null}'),
  "200 with a GraphQL error of its server": answer(200, json, graphql({ code: "INTERNAL_SERVER_ERROR" })),
  "200 with a GraphQL error of a gateway": answer(200, json, graphql({ code: "RATE_LIMITED" })),
  "200 with a GraphQL error about a field of the machine": answer(
    200,
    json,
    graphql({ code: "FORBIDDEN", path: ["podRentInterruptable", "costPerHr"] }),
  ),
  "200 with a GraphQL error whose code is a name of JavaScript": answer(
    200,
    json,
    graphql({ code: "constructor" }),
  ),
  "200 with GraphQL errors that disagree": answer(
    200,
    json,
    graphql({ code: "BAD_USER_INPUT" }, { code: "INTERNAL_SERVER_ERROR" }),
  ),
  "503 with a GraphQL error": answer(503, json, graphql({ code: "BAD_USER_INPUT" })),
  "202 without a body": answer(202, json, ""),
  "204": answer(204, {}, ""),
  "the real body as a page": { kind: "relabelled", contentType: "text/html" },
  "a reset": { kind: "reset" },
  "a reset in the middle": { kind: "cut" },
};
export const endlessLies: Readonly<Record<string, Lie>> = {
  silence: { kind: "hang" },
  "a slow drip": { kind: "drip" },
};
export const ABOUT_ANOTHER = "the answer about another machine";

/**
 * Lies that are word for word the documented answer, so that nobody could tell: an action may be believed. What ends a machine never
 * rests on them alone.
 */
type Documented = { verbs: readonly Verb[]; lies: readonly string[]; source: string };
export const documented: Readonly<Record<string, readonly Documented[]>> = {
  deepinfra: [{ verbs: ["listOurs"], lies: ["200 []"], source: "openapi.json: deploy/list, a bare array" }],
  fireworks: [
    {
      verbs: ["stop", "start", "terminate"],
      lies: ["200 {}"],
      source: "gateway 4.259.0: DeleteDeployment and ScaleDeployment return an empty object",
    },
  ],
  paperspace: [{ verbs: ["terminate"], lies: ["204"], source: "digitalocean/openapi 7c1300c: 204" }],
  replicate: [{ verbs: ["terminate"], lies: ["204"], source: "replicate-openapi: deployments.delete, 204" }],
  runpod: [{ verbs: ["stop", "start", "terminate"], lies: ["204"], source: "api-reference-v2: 204" }],
  shadeform: [
    {
      verbs: ["terminate"],
      lies: ["200 without a body"],
      source: "shadeform-openapi: delete, 200 without content",
    },
  ],
  together: [{ verbs: ["terminate"], lies: ["204"], source: "togethercomputer/openapi 090263a: 204" }],
  verda: [
    {
      verbs: ["stop", "start", "terminate"],
      lies: ["202 without a body"],
      source: "sdk-python 164e09a: 202",
    },
    { verbs: ["listOurs"], lies: ["200 []"], source: "sdk-python 164e09a: GET /instances, a bare array" },
  ],
  vultr: [{ verbs: ["stop", "start", "terminate"], lies: ["204"], source: "vultr.com/api: 204" }],
};
/** Answers that do not name what they are about: bodies that are empty, and launches that return only an id. */
export const nameless: Readonly<Record<string, readonly Verb[]>> = {
  azure: ["stop", "start", "terminate"],
  deepinfra: ["launch"],
  fireworks: ["stop", "start", "terminate"],
  lambda: ["launch"],
  paperspace: ["terminate"],
  replicate: ["terminate"],
  runpod: ["terminate", "stop", "start"],
  "runpod for spot": ["launch"],
  shadeform: ["launch", "terminate"],
  together: ["terminate"],
  vastai: ["launch", "stop", "start", "terminate"],
  verda: ["launch", "stop", "start", "terminate"],
  vultr: ["stop", "start", "terminate"],
};

/** Whether this lie is what the provider documents as its answer to the verb. */
export function isDocumented(slug: string, verb: Verb, lie: string): boolean {
  if (lie === ABOUT_ANOTHER || lie === "the real body as a page")
    return nameless[slug]?.includes(verb) ?? false;
  const known = documented[slug] ?? [];
  return known.some((one) => one.verbs.includes(verb) && one.lies.includes(lie));
}
