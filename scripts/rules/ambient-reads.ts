import ts from "typescript";
import { type Finding, findingAt, walk } from "./finding";

/** What a file may not read from the air, and the message that says what to do instead. */
type Ban = { reads: (node: ts.Node) => boolean; message: string };

const clock: Ban = {
  reads: (node) => isNewDateOfNow(node) || isCallOf(node, "Date", "now") || isBareCall(node, "Date"),
  message: "reads the clock: take `now: Date` as an argument, or `ctx.now`",
};
const randomness: Ban = {
  reads: (node) => isMember(node, "Math", "random") || isRead(node, "crypto"),
  message: "makes a random value: take it as an argument",
};
const stopwatch: Ban = {
  reads: (node) => isRead(node, "performance"),
  message: "measures time: take the measurement as an argument",
};
const environment: Ban = {
  reads: (node) => isMember(node, "process", "env"),
  message: "reads the environment: ask `settings()`",
};
const system: Ban = {
  reads: (node) =>
    ["process", "globalThis", "fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"].some(
      (name) => isRead(node, name),
    ),
  message: "reaches outside of the domain: take what you need as an argument",
};

const isTest = /\.(test|spec|bench|double)\.tsx?$/;

/** Where the clock may be read on the server: at the rims that make a context, call out, or schedule. */
const clockRims = /^src\/server\/(context\.ts|http\/|jobs\/)/;
/** Where the environment may be read: by `settings()`, and by two files in which Next.js puts a constant in its place. */
const environmentRims = /^src\/(server\/settings|instrumentation|proxy)\.ts$/;

/**
 * Reads of clock, randomness, environment and process that the file's place does not allow.
 *
 * @param file path from the root of the repository, with slashes.
 */
export function findAmbientReads(source: ts.SourceFile, file: string): Finding[] {
  const bans = bansFor(file);
  const found: Finding[] = [];
  if (bans.length === 0) return found;
  walk(source, (node) => {
    for (const { reads, message } of bans) {
      if (reads(node)) found.push(findingAt(source, file, node, message));
    }
  });
  return found;
}

function bansFor(file: string): Ban[] {
  if (isTest.test(file)) return [];
  if (file.startsWith("src/domain/")) return [clock, randomness, stopwatch, environment, system];
  if (file.startsWith("src/locale/")) return [clock, randomness, environment];
  const bans: Ban[] = [];
  if (file.startsWith("src/server/") && !clockRims.test(file)) bans.push(clock);
  if (/^(src|workers)\//.test(file) && !environmentRims.test(file)) bans.push(environment);
  return bans;
}

function isNewDateOfNow(node: ts.Node): boolean {
  return ts.isNewExpression(node) && isNamed(node.expression, "Date") && !node.arguments?.length;
}

function isBareCall(node: ts.Node, name: string): boolean {
  return ts.isCallExpression(node) && isNamed(node.expression, name);
}

function isCallOf(node: ts.Node, object: string, member: string): boolean {
  return isMember(node, object, member);
}

/** `object.member`, `object["member"]`, and `const { member } = object`. */
function isMember(node: ts.Node, object: string, member: string): boolean {
  if (ts.isPropertyAccessExpression(node))
    return isNamed(node.expression, object) && node.name.text === member;
  if (ts.isElementAccessExpression(node))
    return (
      isNamed(node.expression, object) &&
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === member
    );
  return (
    ts.isBindingElement(node) &&
    (node.propertyName ?? node.name).getText() === member &&
    ts.isVariableDeclaration(node.parent.parent) &&
    node.parent.parent.initializer !== undefined &&
    isNamed(node.parent.parent.initializer, object)
  );
}

/** A use of the global name, apart from declarations, members and types that are called the same. */
function isRead(node: ts.Node, name: string): boolean {
  if (!ts.isIdentifier(node) || node.text !== name) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isTypeReferenceNode(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isFunctionDeclaration(parent)
  );
}

/** The name itself, also behind `globalThis.`. */
function isNamed(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return (
    ts.isPropertyAccessExpression(node) && isNamed(node.expression, "globalThis") && node.name.text === name
  );
}
