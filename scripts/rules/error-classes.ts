import ts from "typescript";
import { type Finding, findingAt, walk } from "./finding";

/** Code that a bundler copies into several bundles, and the workers, which share it. */
const bundled = /^(src|workers)\//;
const isTest = /\.(test|spec|bench|double)\.tsx?$/;
/** What TypeScript and Node.js declare exists once in a process; zod's classes compare by a mark of their own. */
const existOnce = /\/node_modules\/(typescript\/lib\/|@types\/node\/|zod\/)/;

/**
 * Finds `instanceof` with an error class of ours or of a package. Next.js bundles a module several times, each time with a class
 * of its own, so the error of one bundle is no instance of the class of another.
 *
 * @param file path relative to the root of the repository, with slashes.
 */
export function findErrorClasses(checker: ts.TypeChecker, source: ts.SourceFile, file: string): Finding[] {
  const found: Finding[] = [];
  if (!bundled.test(file) || isTest.test(file)) return found;
  walk(source, (node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword) return;
    if (isCopiedErrorClass(checker, node.right)) found.push(findingAt(source, file, node, message));
  });
  return found;
}

const message =
  "`instanceof` fails between bundles: recognise an error by its mark (`isAppError`, `isProviderError`) or by its name or code";

function isCopiedErrorClass(checker: ts.TypeChecker, named: ts.Expression): boolean {
  const instance = checker.getTypeAtLocation(named).getProperty("prototype");
  const type = instance && checker.getTypeOfSymbolAtLocation(instance, named);
  if (!type) return false;
  const declaredIn = type.getSymbol()?.declarations?.map((one) => one.getSourceFile().fileName) ?? [];
  if (declaredIn.some((fileName) => existOnce.test(fileName.replaceAll("\\", "/")))) return false;
  return ["name", "message", "stack"].every((member) => type.getProperty(member) !== undefined);
}
