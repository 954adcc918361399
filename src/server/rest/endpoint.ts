import type { z } from "zod";
import { AppError, type ErrorCode } from "@/domain/errors";
import type { FieldIssue } from "@/domain/field-issues";
import type { Action } from "@/domain/permissions";
import { type FieldsRead, readFields } from "@/domain/search-parameters";
import type { Context } from "@/server/context";
import { csvOf } from "./csv";
import { streamOf } from "./stream";

/** Below this stands every path of the list. */
export const REST_ROOT = "/api/v2";

export const mediaTypes = ["application/json", "text/csv"] as const;
export type MediaType = (typeof mediaTypes)[number];

/** As each goes into an answer's header. */
export const contentTypes: Readonly<Record<MediaType, string>> = {
  "application/json": "application/json",
  "text/csv": "text/csv; charset=utf-8; header=present",
};

/** One schema for each parameter: the text of the address in, a value out. */
export type Fields = Readonly<Record<string, z.ZodType>>;

/** What the documentation, the router and later clients know of an operation. */
export type Operation = {
  /** Stable and unique: the name of the method in a client. */
  id: string;
  method: "GET";
  /** Below {@link REST_ROOT}; a parameter stands in braces. */
  path: `/${string}`;
  tag: "offers" | "index" | "models";
  summary: string;
  description: string;
  /** What a caller must be allowed to do. */
  action: Action;
  /** Of the path, all of them required. */
  parameters: Fields;
  query: Fields;
  /** What it may answer instead, beside LIMIT_EXCEEDED, UNAVAILABLE and INTERNAL, which any may. */
  errors: readonly ErrorCode[];
  output: z.ZodType;
  /** One record a line; null: there is no CSV of it. */
  row: z.ZodObject | null;
};

export type Endpoint = Operation & {
  /** @throws {AppError} INVALID_INPUT naming every parameter that is not understood; the errors of the operation. */
  answer: (ctx: Context, asked: Asked) => Promise<Response>;
};

/** `leaves` is aborted when the client leaves. */
type Asked = {
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  mediaType: MediaType;
  leaves: AbortSignal;
};

type Given<Path extends Fields, Query extends Fields> = {
  path: { [Name in keyof Path]: z.output<Path[Name]> };
  query: FieldsRead<Query>;
};

type Declaration<
  Path extends Fields,
  Query extends Fields,
  Output extends z.ZodType,
  Row extends z.ZodObject,
  Result,
> = Omit<Operation, "parameters" | "query" | "output" | "row"> & {
  parameters: Path;
  query: Query;
  /** What no parameter alone can say is wrong. */
  check?: (query: FieldsRead<Query>) => FieldIssue[];
  /** The verb. */
  run: (ctx: Context, given: Given<Path, Query>) => Promise<Result>;
  json: { schema: Output } & (
    | { bodyOf: (result: Result, ctx: Context) => z.input<Output> }
    /** For what is too large to be held as a whole. */
    | { textOf: (result: Result, ctx: Context) => AsyncGenerator<string> }
  );
  csv?: { row: Row; rowsOf: (result: Result) => AsyncIterable<readonly z.input<Row>[]> };
  /** Without its ending. */
  fileName?: (result: Result, ctx: Context) => string;
  /** Lets go of a result that is read while it is sent, when the client leaves. */
  release?: (result: Result) => Promise<unknown>;
};

/** Declares an operation of the API; `endpoints.ts` lists it, and route, documentation and contract tests follow from there. */
export function endpoint<
  const Path extends Fields,
  const Query extends Fields,
  Output extends z.ZodType,
  Row extends z.ZodObject,
  Result,
>(declared: Declaration<Path, Query, Output, Row, Result>): Endpoint {
  const { check, run, json, csv, fileName, release, ...operation } = declared;
  return {
    ...operation,
    output: json.schema,
    row: csv?.row ?? null,
    answer: async (ctx, { path, query, mediaType, leaves }) => {
      const result = await run(ctx, read(declared, path, query));
      const isCsv = csv !== undefined && mediaType === "text/csv";
      const name = fileName?.(result, ctx);
      const headers = headersOf({ isCsv, name, varies: csv !== undefined });
      const body = isCsv
        ? csvOf(csv.row, csv.rowsOf(result))
        : "textOf" in json
          ? json.textOf(result, ctx)
          : `${JSON.stringify(json.bodyOf(result, ctx))}\n`;
      if (typeof body === "string") return new Response(body, { headers });
      return new Response(streamOf(body, { leaves, onGone: async () => release?.(result) }), { headers });
    },
  };
}

/** @throws {AppError} INVALID_INPUT naming every parameter that is not understood. */
function read<Path extends Fields, Query extends Fields>(
  declared: { parameters: Path; query: Query; check?: (query: FieldsRead<Query>) => FieldIssue[] },
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Given<Path, Query> {
  const ofPath = readFields(declared.parameters, path);
  const given = [...new Set(query.keys())].map((name) => [name, query.getAll(name)] as const);
  const ofQuery = readFields(declared.query, Object.fromEntries(given));
  const issues = [...ofPath.issues, ...ofQuery.issues, ...(declared.check?.(ofQuery.read) ?? [])];
  if (issues.length > 0)
    throw new AppError("INVALID_INPUT", `${issues.length} parameters are wrong`, { issues });
  // The router matches a path only with every parameter in it, and none of them was refused.
  return { path: ofPath.read as Given<Path, Query>["path"], query: ofQuery.read };
}

type Sent = { isCsv: boolean; name: string | undefined; varies: boolean };

function headersOf({ isCsv, name, varies }: Sent): Record<string, string> {
  const disposition = `${isCsv ? "attachment" : "inline"}; filename="${name}.${isCsv ? "csv" : "json"}"`;
  return {
    "content-type": contentTypes[isCsv ? "text/csv" : "application/json"],
    "cache-control": "no-store",
    ...(varies ? { vary: "accept" } : {}),
    ...(name === undefined ? {} : { "content-disposition": disposition }),
  };
}
