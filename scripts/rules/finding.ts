import ts from "typescript";

/** One violation of a rule. Line and column count from 1. */
export type Finding = { file: string; line: number; column: number; message: string };

/** A finding at the start of a node. */
export function findingAt(source: ts.SourceFile, file: string, node: ts.Node, message: string): Finding {
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file, line: line + 1, column: character + 1, message };
}

/** Calls `visit` for a node and all its descendants. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
