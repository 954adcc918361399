import path from "node:path";
import ts from "typescript";
import { type Finding, findingAt, walk } from "./finding";

/** The folders of `src` whose subfolders are rooms. */
const roomParents = ["app", "components", "domain", "server"];

/**
 * Finds relative imports of files in another room. Those need an alias, so that moving a room does not change the paths inside it.
 *
 * @param file path relative to the root of the repository, with slashes.
 */
export function findStrayPaths(source: ts.SourceFile, file: string): Finding[] {
  const found: Finding[] = [];
  if (!file.startsWith("src/")) return found;
  walk(source, (node) => {
    if (hasComputedPath(node))
      found.push(
        findingAt(
          source,
          file,
          node,
          "imports a computed path, which no rule can check: write the path as a literal",
        ),
      );
    const specifier = specifierOf(node);
    if (specifier === null || !specifier.text.startsWith(".")) return;
    const target = path.posix.join(path.posix.dirname(file), specifier.text);
    if (!target.startsWith("src/") || roomOf(target) === roomOf(file)) return;
    const message = `imports another room by a relative path: use "@/${target.slice("src/".length)}"`;
    found.push(findingAt(source, file, specifier, message));
  });
  return found;
}

/** Whether this is an import whose path is computed at run time. */
function hasComputedPath(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return false;
  const [argument] = node.arguments;
  return argument !== undefined && !ts.isStringLiteralLike(argument);
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | null {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
    return ts.isStringLiteralLike(node.moduleSpecifier) ? node.moduleSpecifier : null;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteralLike(argument) ? argument : null;
  }
  return null;
}

/** "server/offers" for a file of that room. Files directly in a parent folder belong to the parent. */
function roomOf(file: string): string {
  const [, parent = "", room = "", ...rest] = file.split("/");
  return roomParents.includes(parent) && rest.length > 0 ? `${parent}/${room}` : parent;
}
