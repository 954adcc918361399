import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { z } from "zod";
import type { FeedRequest, Reply } from "./reply";

/** The folder of the vendors' OpenAPI documents, which are not part of this repository. */
const descriptionsFolder = process.env.SPECS_DIR ?? path.resolve(process.cwd(), "../shared/specs");

/** Compares one request and its response with the vendor's description. @returns the differences. */
export type Check = (request: FeedRequest, reply: Reply) => string[];

const node = z.record(z.string(), z.unknown());
type Node = z.infer<typeof node>;

const parameterSchema = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() });

/**
 * Reads an OpenAPI document of version 3.0 or 3.1.
 *
 * @param prefix the path of the document's server URL, which precedes its paths in our requests.
 * @returns null if the file is missing.
 */
export function readDescription(file: string, prefix = ""): Check | null {
  const full = path.join(descriptionsFolder, file);
  if (!existsSync(full)) return null;
  const document = node.parse(parse(readFileSync(full, "utf8")));
  const validators = createValidators(document);
  return (request, reply) => {
    const found = findOperation(document, request, prefix);
    if (found === null) return [`${request.method} ${request.path}: not described`];
    const label = `${request.method} ${found.template}`;
    return [
      ...faultsOfQuery(document, found, request).map((fault) => `${label}: query: ${fault}`),
      ...faultsOfRequest(validators, document, found, request).map((fault) => `${label}: request: ${fault}`),
      ...faultsOfReply(validators, document, found, reply).map(
        (fault) => `${label}: ${reply.status}: ${fault}`,
      ),
    ];
  };
}

type Operation = { template: string; pointer: string; operation: Node; pathItem: Node };

function findOperation(
  document: Node,
  { method, path: asked }: FeedRequest,
  prefix: string,
): Operation | null {
  if (!asked.startsWith(prefix)) return null;
  const below = asked.slice(prefix.length).replace(/(.)\/$/, "$1");
  const paths = node.parse(document.paths);
  const templates = Object.keys(paths).filter((template) => expressionOf(template).test(below));
  // The most specific path comes first: "/instances/types" before "/instances/{id}", "/deployments/{id}:scale" before "/deployments/{id}".
  const [template] = templates.sort(
    (a, b) => a.split("{").length - b.split("{").length || b.length - a.length,
  );
  if (template === undefined) return null;
  const pathItem = node.parse(paths[template]);
  const operation = node.safeParse(pathItem[method.toLowerCase()]);
  if (!operation.success) return null;
  const pointer = `#/paths/${escapePart(template)}/${method.toLowerCase()}`;
  return { template, pointer, operation: operation.data, pathItem };
}

function expressionOf(template: string): RegExp {
  const parts = template.replace(/(.)\/$/, "$1").split(/\{[^}]+\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^$()[\]\\|]/g, "\\$&")).join("[^/]+")}$`);
}

function faultsOfQuery(document: Node, { operation, pathItem }: Operation, { query }: FeedRequest): string[] {
  const described = [operation.parameters, pathItem.parameters]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((parameter) => parameterSchema.parse(resolve(document, parameter)))
    .filter((parameter) => parameter.in === "query");
  const names = new Set(described.map(({ name }) => name));
  return [
    ...[...new Set(query.keys())]
      .filter((name) => !names.has(name))
      .map((name) => `${name} is not described`),
    ...described
      .filter(({ name, required }) => required && !query.has(name))
      .map(({ name }) => `${name} is missing`),
  ];
}

function faultsOfRequest(
  validators: Validators,
  document: Node,
  { pointer, operation }: Operation,
  { body }: FeedRequest,
): string[] {
  const described = node.safeParse(resolve(document, operation.requestBody));
  if (!described.success) return body === "" ? [] : ["a body where none is described"];
  if (body === "") return described.data.required === true ? ["the body is missing"] : [];
  return validators.faults(
    pointerInto(operation.requestBody, `${pointer}/requestBody`),
    described.data,
    body,
  );
}

function faultsOfReply(
  validators: Validators,
  document: Node,
  { pointer, operation }: Operation,
  { status, body }: Reply,
): string[] {
  const responses = node.parse(operation.responses);
  const key = [String(status), `${String(status)[0]}XX`, "default"].find((one) => one in responses);
  // Vendors describe few of their error responses, but a success must be described.
  if (key === undefined) return status < 300 ? ["no such success is described"] : [];
  const described = node.parse(resolve(document, responses[key]));
  return validators.faults(pointerInto(responses[key], `${pointer}/responses/${key}`), described, body);
}

type Validators = { faults(pointer: string, described: Node, body: string): string[] };

function createValidators(document: Node): Validators {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, logger: false });
  addFormats(ajv);
  ajv.addSchema(readable(document), "api");
  const compiled = new Map<string, ValidateFunction>();
  return {
    faults: (pointer, { content }, body) => {
      const types = node.safeParse(content ?? {});
      const type = Object.keys(types.data ?? {}).find((one) => /json/.test(one));
      if (type === undefined) return [];
      const reference = `api${pointer}/content/${escapePart(type)}/schema`;
      const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
      compiled.set(reference, validate);
      const value = parseOrUndefined(body);
      if (value === undefined) return ["the body is not JSON"];
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
    },
  };
}

/** OpenAPI 3.0 as JSON Schema 2020-12: translates `nullable` and boolean exclusive bounds. */
function readable(value: unknown): Node {
  return node.parse(translate(value));
}

function translate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translate);
  const parsed = node.safeParse(value);
  if (!parsed.success) return value;
  const { nullable, exclusiveMinimum, exclusiveMaximum, ...rest } = parsed.data;
  const copy: Node = Object.fromEntries(
    Object.entries(rest).map(([name, child]) => [name, translate(child)]),
  );
  if (typeof exclusiveMinimum === "number") copy.exclusiveMinimum = exclusiveMinimum;
  if (typeof exclusiveMaximum === "number") copy.exclusiveMaximum = exclusiveMaximum;
  return nullable === true ? { anyOf: [copy, { type: "null" }] } : copy;
}

function resolve(document: Node, value: unknown): unknown {
  const reference = z.object({ $ref: z.string().startsWith("#/") }).safeParse(value);
  if (!reference.success) return value;
  let target: unknown = document;
  for (const part of reference.data.$ref.slice(2).split("/"))
    target = node.safeParse(target).data?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  return resolve(document, target);
}

function pointerInto(value: unknown, own: string): string {
  const reference = z.object({ $ref: z.string() }).safeParse(value);
  return reference.success ? reference.data.$ref : own;
}

function escapePart(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The fields of the success that a description promises for a call, as paths: `[]` for the elements of a list, `*` for names that
 * are data. Where a schema leaves an object open, its example names the fields.
 *
 * @returns null if the file is missing or does not describe the call.
 */
export function describedFields(file: string, prefix: string, asked: string): string[] | null {
  const full = path.join(descriptionsFolder, file);
  if (!existsSync(full)) return null;
  const document = node.parse(parse(readFileSync(full, "utf8")));
  const body = new URLSearchParams();
  const found = ["GET", "POST"]
    .map((method) => findOperation(document, { method, path: asked, query: body } as FeedRequest, prefix))
    .find((one) => one !== null);
  if (!found) return null;
  const answer = node.parse(resolve(document, node.parse(found.operation.responses)["200"]));
  const [content] = Object.values(node.parse(answer.content ?? {}));
  const { schema, example } = node.parse(content);
  return [...new Set(schemaFields(document, schema, example, ""))];
}

function schemaFields(document: Node, described: unknown, example: unknown, field: string): string[] {
  const schema = node.safeParse(resolve(document, described)).data ?? {};
  const choices = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const merged = choices.flatMap((choice) => schemaFields(document, choice, undefined, field));
  const properties = Object.entries(node.safeParse(schema.properties).data ?? {});
  const below = (name: string) => (field === "" ? name : `${field}.${name}`);
  if (properties.length > 0)
    return [
      ...merged,
      ...properties.flatMap(([name, child]) =>
        schemaFields(document, child, node.safeParse(example).data?.[name], below(name)),
      ),
    ];
  if (schema.items !== undefined)
    return schemaFields(document, schema.items, Array.isArray(example) ? example[0] : example, `${field}[]`);
  const open = node.safeParse(schema.additionalProperties);
  if (open.success && Object.keys(open.data).length > 0)
    return schemaFields(document, open.data, undefined, below("*"));
  if (schema.additionalProperties === true && example !== undefined) return exampleFields(example, field);
  // A choice can add null to a type without fields.
  return merged.some((one) => one !== field) ? merged.filter((one) => one !== field) : [field];
}

function exampleFields(example: unknown, field: string): string[] {
  if (Array.isArray(example) && example.length > 0) return exampleFields(example[0], `${field}[]`);
  const children = Object.entries(node.safeParse(example).data ?? {});
  if (children.length === 0) return [field];
  return children.flatMap(([name, child]) => exampleFields(child, field === "" ? name : `${field}.${name}`));
}
