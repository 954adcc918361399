import ts from "typescript";
import { type Finding, findingAt, walk } from "./finding";

const unawaited =
  "this promise is not awaited: await it, return it, or mark it with `void` if its failure is handled elsewhere";
const dropped = "`forEach` ignores the promises of an asynchronous callback: use `for … of` or `Promise.all`";

/**
 * Finds promises whose result is ignored: statements that are a promise, and asynchronous callbacks of `forEach`.
 *
 * @param file path relative to the root of the repository, with slashes.
 */
export function findFloatingPromises(
  checker: ts.TypeChecker,
  source: ts.SourceFile,
  file: string,
): Finding[] {
  const found: Finding[] = [];
  walk(source, (node) => {
    if (ts.isExpressionStatement(node) && floats(checker, node.expression))
      found.push(findingAt(source, file, node, unawaited));
    if (ts.isCallExpression(node) && isForEachOfPromises(checker, node))
      found.push(findingAt(source, file, node, dropped));
  });
  return found;
}

function floats(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return floats(checker, expression.expression);
  if (ts.isVoidExpression(expression) || ts.isAwaitExpression(expression)) return false;
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    // An assigned promise can still be awaited by its name.
    if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return false;
    return floats(checker, expression.right);
  }
  if (isHandled(expression)) return false;
  if (ts.isConditionalExpression(expression))
    return floats(checker, expression.whenTrue) || floats(checker, expression.whenFalse);
  return isPromise(checker, checker.getTypeAtLocation(expression), expression);
}

/** `promise.catch(handler)` and `promise.then(value, handler)`, also if `finally` follows. */
function isHandled(expression: ts.Expression): boolean {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  const { name, expression: promise } = expression.expression;
  if (name.text === "finally") return isHandled(promise);
  const handlers = expression.arguments.length;
  return (name.text === "catch" && handlers === 1) || (name.text === "then" && handlers === 2);
}

function isPromise(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): boolean {
  if (type.isUnion()) return type.types.some((part) => isPromise(checker, part, at));
  // `rows.map(async ...)` whose array is discarded.
  if (checker.isArrayType(type))
    return checker.getTypeArguments(type as ts.TypeReference).some((part) => isPromise(checker, part, at));
  const then = type.getProperty("then");
  if (then === undefined) return false;
  return checker.getTypeOfSymbolAtLocation(then, at).getCallSignatures().length > 0;
}

function isForEachOfPromises(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  const [callback] = call.arguments;
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== "forEach" || !callback)
    return false;
  const signatures = checker.getTypeAtLocation(callback).getCallSignatures();
  return signatures.some((signature) => isPromise(checker, signature.getReturnType(), callback));
}
