export type GraphqlValue =
  | null
  | boolean
  | number
  | string
  | GraphqlValue[]
  | { [name: string]: GraphqlValue };

export type Selection = {
  name: string;
  alias: string;
  args: Record<string, GraphqlValue>;
  selections: Selection[] | null;
};

/** What the vendor calls a client error: it is answered with status 200. */
export class GraphqlError extends Error {
  readonly code: string;
  constructor(message: string, code = "GRAPHQL_VALIDATION_FAILED") {
    super(message);
    this.name = "GraphqlError";
    this.code = code;
  }
}

type Reader = {
  tokens: string[];
  at: number;
  variables: Record<string, GraphqlValue>;
};

const MAX_DEPTH = 12;

/**
 * Reads the fields that one query asks for, arguments filled in from the variables.
 *
 * Enough GraphQL for a price poll: one operation, aliases, arguments, nesting. Fragments and directives are refused.
 *
 * @throws {GraphqlError} GRAPHQL_PARSE_FAILED
 */
export function readQuery(text: string, variables: Record<string, GraphqlValue>): Selection[] {
  const tokens =
    text
      .replace(/#[^\n]*/g, " ")
      .match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\.\.\.|[A-Za-z_]\w*|[{}()[\]:$!=@]/g) ?? [];
  const reader = { tokens, at: 0, variables };
  if (peek(reader) === "mutation" || peek(reader) === "subscription")
    throw failed(`only queries are answered here`);
  if (peek(reader) === "query") skipHead(reader);
  const selections = readSelections(reader, 0);
  if (peek(reader) !== undefined) throw failed(`unexpected "${peek(reader)}" after the operation`);
  return selections;
}

/** The name and the variable definitions of the operation; types are not checked. */
function skipHead(reader: Reader): void {
  while (peek(reader) !== undefined && peek(reader) !== "{" && peek(reader) !== "(") take(reader);
  if (peek(reader) !== "(") return;
  while (take(reader) !== ")");
}

function readSelections(reader: Reader, depth: number): Selection[] {
  if (depth > MAX_DEPTH) throw failed("the query is too deep");
  expect(reader, "{");
  const selections: Selection[] = [];
  while (peek(reader) !== "}") selections.push(readSelection(reader, depth));
  take(reader);
  if (selections.length === 0) throw failed("an empty selection");
  return selections;
}

function readSelection(reader: Reader, depth: number): Selection {
  const first = takeName(reader);
  const isAliased = peek(reader) === ":";
  if (isAliased) take(reader);
  const name = isAliased ? takeName(reader) : first;
  const args = peek(reader) === "(" ? readArguments(reader) : {};
  const selections = peek(reader) === "{" ? readSelections(reader, depth + 1) : null;
  return { name, alias: first, args, selections };
}

function readArguments(reader: Reader): Record<string, GraphqlValue> {
  expect(reader, "(");
  return readPairs(reader, ")");
}

function readPairs(reader: Reader, end: string): Record<string, GraphqlValue> {
  const pairs: [string, GraphqlValue][] = [];
  while (peek(reader) !== end) {
    const name = takeName(reader);
    expect(reader, ":");
    pairs.push([name, readValue(reader)]);
  }
  take(reader);
  return Object.fromEntries(pairs);
}

function readValue(reader: Reader): GraphqlValue {
  const token = take(reader);
  if (token === "$") return reader.variables[takeName(reader)] ?? null;
  if (token === "{") return readPairs(reader, "}");
  if (token === "[") return readList(reader);
  if (token === "true" || token === "false") return token === "true";
  if (token === "null") return null;
  if (token.startsWith('"')) return token.slice(1, -1).replace(/\\(.)/g, "$1");
  if (/^-?\d/.test(token)) return Number(token);
  if (/^\w+$/.test(token)) return token;
  throw failed(`unexpected "${token}"`);
}

function readList(reader: Reader): GraphqlValue[] {
  const items: GraphqlValue[] = [];
  while (peek(reader) !== "]") items.push(readValue(reader));
  take(reader);
  return items;
}

function takeName(reader: Reader): string {
  const token = take(reader);
  if (!/^[A-Za-z_]\w*$/.test(token)) throw failed(`expected a name, found "${token}"`);
  return token;
}

function expect(reader: Reader, wanted: string): void {
  const token = take(reader);
  if (token !== wanted) throw failed(`expected "${wanted}", found "${token}"`);
}

function peek(reader: Reader): string | undefined {
  return reader.tokens[reader.at];
}

function take(reader: Reader): string {
  const token = peek(reader);
  if (token === undefined) throw failed("unexpected end");
  reader.at += 1;
  return token;
}

function failed(what: string): GraphqlError {
  return new GraphqlError(`Syntax Error: ${what}.`, "GRAPHQL_PARSE_FAILED");
}
