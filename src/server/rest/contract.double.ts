import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "csv-parse/sync";
import { columnsOf } from "./csv";
import { dispatch } from "./dispatch";
import { type Endpoint, REST_ROOT } from "./endpoint";
import { endpoints } from "./endpoints";
import { restHandler } from "./handle";
import { openApiDocument } from "./openapi";
import { problem } from "./problem";

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openApiDocument(), "openapi");

let callers = 0;

type Asked = { method?: string; headers?: Record<string, string>; signal?: AbortSignal };

/** Asks the API as a client with an address of its own, so that no test uses up the limit of another. */
export function askRest(
  path: string,
  { method = "GET", headers = {}, signal }: Asked = {},
): Promise<Response> {
  callers += 1;
  const from = { "x-forwarded-for": `203.0.${callers >> 8}.${callers & 255}` };
  return restHandler(dispatch)(
    new Request(`http://x${REST_ROOT}${path}`, {
      method,
      headers: { ...from, ...headers },
      ...(signal && { signal }),
    }),
  );
}

/**
 * Holds a whole answer of an operation against its own schema and against the OpenAPI document.
 *
 * @returns the body that was read: an object, or the rows of a CSV.
 */
export async function heldAgainstContract(id: string, response: Response): Promise<unknown> {
  const endpoint = endpoints.find((one) => one.id === id);
  if (!endpoint) throw new Error(`no operation ${id}`);
  const [mediaType = ""] = (response.headers.get("content-type") ?? "").split(";");
  const text = await response.text();
  const body: unknown = mediaType === "text/csv" ? rowsOf(endpoint, text) : JSON.parse(text);
  if (mediaType === "application/json") endpoint.output.parse(body);
  if (mediaType === "application/problem+json") problem.parse(body);
  const documented = mediaType === "text/csv" ? text : body;
  const pointer = [
    "paths",
    endpoint.path,
    "get",
    "responses",
    response.status,
    "content",
    mediaType,
    "schema",
  ]
    .map((part) => encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1")))
    .join("/");
  const validate = ajv.getSchema(`openapi#/${pointer}`);
  if (!validate) throw new Error(`not documented: ${id} ${response.status} ${mediaType}`);
  if (!validate(documented)) throw new Error(ajv.errorsText(validate.errors));
  return body;
}

function rowsOf({ row }: Endpoint, text: string): Record<string, string>[] {
  if (row === null) throw new Error("CSV of an operation that has none");
  const [header = ""] = text.split("\r\n", 1);
  const columns = columnsOf(row).map(({ name }) => name);
  if (header !== columns.join(",")) throw new Error(`other columns than the schema's: ${header}`);
  return parse(text, { columns: true });
}
