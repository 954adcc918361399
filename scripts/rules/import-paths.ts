import path from "node:path";
import ts from "typescript";
import { type Finding, findingAt, walk } from "./finding";

/** Folders of `src` whose subfolders are rooms. */
const houses = ["app", "components", "domain", "server"];

/**
 * Relative imports that leave their room. A file of another room is reached by its alias, so that moving a room
 * changes no path inside it.
 *
 * @param file path from the root of the repository, with slashes.
 */
export function findStrayPaths(source: ts.SourceFile, file: string): Finding[] {
  const found: Finding[] = [];
  if (!file.startsWith("src/")) return found;
  walk(source, (node) => {
    const specifier = specifierOf(node);
    if (specifier === null || !specifier.text.startsWith(".")) return;
    const target = path.posix.join(path.posix.dirname(file), specifier.text);
    if (!target.startsWith("src/") || roomOf(target) === roomOf(file)) return;
    const message = `leaves its room by a relative path: import "@/${target.slice("src/".length)}"`;
    found.push(findingAt(source, file, specifier, message));
  });
  return found;
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

/** "src/server/offers" for a file of that room; files right below a house share it. */
function roomOf(file: string): string {
  const [, house = "", room = "", ...rest] = file.split("/");
  return houses.includes(house) && rest.length > 0 ? `${house}/${room}` : house;
}
