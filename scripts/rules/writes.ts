import ts from "typescript";
import { walk } from "./finding";

/** A place in the code that may write rows. */
export type Write = { at: number; isInTransaction: boolean };
/**
 * Names that indicate a write: Prisma's models as the client spells them (`providerPoll`), and SQL functions that change data.
 */
export type WritingNames = { models: ReadonlySet<string>; functions: ReadonlySet<string> };

const reads = /^(find(First|Unique)(OrThrow)?|findMany|count|aggregate|groupBy)$/;
/** SQL that changes rows or tables. Locks, settings and notifications do not count, because they end with the transaction. */
const writingSql =
  /\b(insert\s+into|update\s+(only\s+)?\S+\s+((as\s+)?\S+\s+)?set|delete\s+from|merge\s+into|truncate|(create|alter|drop)\s+\w+)\b/i;

/**
 * Finds where a node writes rows: through a Prisma model, by SQL, or by an SQL function. Unclear cases count as writes: a statement
 * that is built elsewhere, and a model that is stored under another name.
 */
export function writesIn(checker: ts.TypeChecker, node: ts.Node, names: WritingNames): Write[] {
  const found: Write[] = [];
  walk(node, (inner) => {
    const db = dbWrittenBy(checker, inner, names);
    if (db !== null) found.push({ at: inner.getStart(), isInTransaction: isTransaction(checker, db) });
  });
  return found;
}

/** The expression for the database if the node writes; otherwise null. */
function dbWrittenBy(checker: ts.TypeChecker, node: ts.Node, names: WritingNames): ts.Expression | null {
  if (ts.isTaggedTemplateExpression(node) && ts.isPropertyAccessExpression(node.tag))
    return isRawWrite(node.tag.name.text, sqlOf(checker, node.template), names) ? node.tag.expression : null;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    const isRaw = name.text !== "query" || isDriver(checker, expression);
    return isRaw && isRawWrite(name.text, sqlOf(checker, node.arguments[0]), names) ? expression : null;
  }
  if (ts.isPropertyAccessExpression(node) && names.models.has(node.name.text))
    return isDatabase(checker, node.expression) && !isRead(node) ? node.expression : null;
  // `db["providerPoll"]`, or a model whose name is a variable.
  if (ts.isElementAccessExpression(node) && isDatabase(checker, node.expression))
    return isRead(node) ? null : node.expression;
  return null;
}

function isRawWrite(method: string, sql: string | null, { functions }: WritingNames): boolean {
  const writes = sql === null || writingSql.test(sql) || callsOf(sql).some((name) => functions.has(name));
  switch (method) {
    case "$executeRaw":
    case "$executeRawUnsafe":
      return writes || !/^\s*(select|set)\b/i.test(sql);
    case "$queryRaw":
    case "$queryRawUnsafe":
    case "query":
      return writes;
    default:
      return false;
  }
}

function callsOf(sql: string): string[] {
  return [...sql.matchAll(/(\w+)"?\s*\(/g)].map(([, name = ""]) => name.toLowerCase());
}

/** The text with a placeholder for each value; null if it is neither a literal nor a constant. */
function sqlOf(checker: ts.TypeChecker, node: ts.Node | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTaggedTemplateExpression(node)) return sqlOf(checker, node.template);
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join("");
  const type = checker.getTypeAtLocation(node);
  return type.isStringLiteral() ? type.value : null;
}

/** Whether the expression has the type of Prisma's client or of its transaction, under any name. */
function isDatabase(checker: ts.TypeChecker, node: ts.Expression): boolean {
  return checker.getTypeAtLocation(node).getProperty("$queryRaw") !== undefined;
}

/** Whether it is a connection or pool of the PostgreSQL driver. Other objects have a `query` method too. */
function isDriver(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const declarations = checker.getTypeAtLocation(node).getProperty("query")?.declarations ?? [];
  return declarations.some((declaration) => declaration.getSourceFile().fileName.includes("/@types/pg/"));
}

function isRead({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && reads.test(parent.name.text);
}

/** Whether this is the `db` of a TransactionContext: `tx.db`, or `{ db }` destructured from one. */
function isTransaction(checker: ts.TypeChecker, db: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(db) || ts.isElementAccessExpression(db))
    return hasTransaction(checker, checker.getTypeAtLocation(db.expression));
  const declarations = checker.getSymbolAtLocation(db)?.declarations ?? [];
  return declarations.some(
    (declaration) =>
      ts.isBindingElement(declaration) &&
      hasTransaction(checker, checker.getTypeAtLocation(declaration.parent)),
  );
}

function hasTransaction(checker: ts.TypeChecker, type: ts.Type): boolean {
  const property = type.getProperty("transaction");
  if (property === undefined || (property.flags & ts.SymbolFlags.Optional) !== 0) return false;
  return checker.getNonNullableType(type).getProperty("requestId") !== undefined;
}
