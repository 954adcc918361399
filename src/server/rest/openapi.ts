import { z } from "zod";
import { createDocument, type ZodOpenApiObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { type ErrorCode, errorStatus } from "@/domain/errors";
import { type Endpoint, type Fields, REST_ROOT } from "./endpoint";
import { endpoints } from "./endpoints";
import { problem } from "./problem";

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The documentation of every operation of the list, as OpenAPI 3.1. */
export function openApiDocument(): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) paths[endpoint.path] = { get: operationOf(endpoint) };
  const document: ZodOpenApiObject = {
    openapi: "3.1.1",
    info: {
      title: "gpubroker",
      version: "2",
      description:
        "Prices of GPU compute across many clouds. Money is `{ amount_micros, currency }`, time is ISO 8601 in UTC, an unknown figure is null. A parameter that is not understood is a 400 that names it.",
    },
    servers: [{ url: REST_ROOT }],
    tags: [
      { name: "offers", description: "Machines that can be rented by the hour." },
      { name: "index", description: "What a GPU costs on the market, over time." },
      { name: "models", description: "Models that are served by the token." },
    ],
    paths,
  };
  return createDocument(document);
}

function operationOf({ id, tag, summary, description, action, ...endpoint }: Endpoint) {
  const errors: ErrorCode[] = [...endpoint.errors, "LIMIT_EXCEEDED", "UNAVAILABLE", "INTERNAL"];
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    "x-action": action,
    requestParams: {
      path: z.object(documented(endpoint.parameters)),
      query: z.object(documented(endpoint.query, { areOptional: true })),
    },
    responses: {
      "200": {
        description: "The answer.",
        headers: z.object(limitHeaders),
        content: {
          "application/json": { schema: endpoint.output },
          ...(endpoint.row === null ? {} : { "text/csv": { schema: z.string() } }),
        },
      },
      ...Object.fromEntries(errors.map((code) => [String(errorStatus[code]), refusalOf(code)])),
    },
  };
}

/** What is said of a field is said of the parameter, where tools look for it. */
function documented(fields: Fields, { areOptional } = { areOptional: false }): Fields {
  const entries = Object.entries(fields).map(([name, schema]) => {
    const { description, ...meta } = schema.meta() ?? {};
    const plain = schema.meta({ ...meta, description: undefined });
    return [name, (areOptional ? plain.optional() : plain).meta({ param: { description } })] as const;
  });
  return Object.fromEntries(entries);
}

function refusalOf(code: ErrorCode) {
  const isWorthWaiting = code === "LIMIT_EXCEEDED" || code === "UNAVAILABLE";
  return {
    description: code,
    headers: z.object(
      isWorthWaiting
        ? { ...limitHeaders, "retry-after": z.string().meta({ description: "Seconds to wait." }) }
        : limitHeaders,
    ),
    content: { "application/problem+json": { schema: problem } },
  };
}

const limitHeaders = {
  "x-request-id": z.string(),
  ratelimit: z.string(),
  "ratelimit-policy": z.string(),
};
