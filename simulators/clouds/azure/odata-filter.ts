export type Row = Record<string, unknown>;
type RowTest = (row: Row) => boolean;

export class FilterError extends Error {}

type Reader = { tokens: string[]; at: number; fields: ReadonlyMap<string, string> };
type Term = (row: Row) => unknown;

/**
 * Reads an OData `$filter` as the price feed accepts it: eq, ne, gt, ge, lt, le, and, or, not, contains, startswith, endswith.
 *
 * Text comparison is case-sensitive, as in the feed since 2023-01-01-preview.
 *
 * @param fields the names that a filter may use, each with the field of a row that it refers to.
 * @throws {FilterError} for anything else, unknown fields included: the feed answers 400.
 */
export function readFilter(text: string, fields: ReadonlyMap<string, string>): RowTest {
  const tokens = text.match(/'(?:[^']|'')*'|-?\d+(?:\.\d+)?|[A-Za-z_]\w*|[(),]|\S/g) ?? [];
  const reader: Reader = { tokens, at: 0, fields };
  const test = readOr(reader);
  if (reader.at < tokens.length) throw new FilterError(`unexpected ${tokens[reader.at]}`);
  return test;
}

function readOr(reader: Reader): RowTest {
  const terms = [readAnd(reader)];
  while (accept(reader, "or")) terms.push(readAnd(reader));
  return (row) => terms.some((term) => term(row));
}

function readAnd(reader: Reader): RowTest {
  const terms = [readTest(reader)];
  while (accept(reader, "and")) terms.push(readTest(reader));
  return (row) => terms.every((term) => term(row));
}

function readTest(reader: Reader): RowTest {
  if (accept(reader, "not")) {
    const inner = readTest(reader);
    return (row) => !inner(row);
  }
  if (accept(reader, "(")) {
    const inner = readOr(reader);
    demand(reader, ")");
    return inner;
  }
  const left = readTerm(reader);
  const operator = reader.tokens[reader.at];
  const compare =
    operator !== undefined && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (!compare) return (row) => left(row) === true;
  reader.at += 1;
  const right = readTerm(reader);
  return (row) => compare(left(row), right(row));
}

const comparisons: Record<string, (left: unknown, right: unknown) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => Number(left) > Number(right),
  ge: (left, right) => Number(left) >= Number(right),
  lt: (left, right) => Number(left) < Number(right),
  le: (left, right) => Number(left) <= Number(right),
};

const functions: Record<string, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};

function readTerm(reader: Reader): Term {
  const token = take(reader);
  if (token.startsWith("'")) {
    const text = token.slice(1, -1).replaceAll("''", "'");
    return () => text;
  }
  if (/^-?\d/.test(token)) return () => Number(token);
  if (token === "true" || token === "false") return () => token === "true";
  if (Object.hasOwn(functions, token)) return readCall(reader, token);
  const field = reader.fields.get(token);
  if (field === undefined) throw new FilterError(`unknown field ${token}`);
  return (row) => row[field];
}

function readCall(reader: Reader, name: string): Term {
  const apply = functions[name];
  if (!apply) throw new FilterError(`unknown function ${name}`);
  demand(reader, "(");
  const text = readTerm(reader);
  demand(reader, ",");
  const part = readTerm(reader);
  demand(reader, ")");
  return (row) => apply(String(text(row) ?? ""), String(part(row) ?? ""));
}

function accept(reader: Reader, wanted: string): boolean {
  if (reader.tokens[reader.at] !== wanted) return false;
  reader.at += 1;
  return true;
}

function demand(reader: Reader, wanted: string): void {
  const token = take(reader);
  if (token !== wanted) throw new FilterError(`expected ${wanted}, found ${token}`);
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new FilterError("unexpected end");
  reader.at += 1;
  return token;
}
