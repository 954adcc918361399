import ts from "typescript";
import { type Finding, findingAt, walk } from "./finding";

/** A read of ambient state that is not allowed, and the message that says what to do instead. */
type ForbiddenRead = { reads: (node: ts.Node) => boolean; message: string };

const clock: ForbiddenRead = {
  reads: (node) => isNewDateOfNow(node) || isCallOf(node, "Date", "now") || isBareCall(node, "Date"),
  message: "reads the clock: take `now: Date` as an argument, `ctx.now`, or `trustedNow()`",
};
const randomness: ForbiddenRead = {
  reads: (node) => isMember(node, "Math", "random") || isRead(node, "crypto"),
  message: "generates a random value: take it as an argument",
};
const stopwatch: ForbiddenRead = {
  reads: (node) => isRead(node, "performance"),
  message: "measures time: take the measurement as an argument",
};
const environment: ForbiddenRead = {
  reads: (node) =>
    isMember(node, "process", "env") || isImportOf(node, "process") || isPassedOn(node, "process"),
  message: "reads the environment: use `settings()`",
};
const system: ForbiddenRead = {
  reads: (node) =>
    [
      "process",
      "globalThis",
      "global",
      "fetch",
      "WebSocket",
      "setTimeout",
      "setInterval",
      "setImmediate",
      "queueMicrotask",
    ].some((name) => isRead(node, name)),
  message: "accesses the world outside this code: take the value as an argument",
};

const systemActor: ForbiddenRead = {
  reads: (node) => ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === "jobContext",
  message: "gives every caller the rights of the system: use the context of the request",
};

const isTest = /\.(test|spec|bench|double)\.tsx?$/;

/** The files that receive requests from outside. */
const requestEntryPoints = /^src\/(app\/|server\/(rest|trpc)\/|server\/.*router\.ts$)/;
/** The files that run on the server and take the time from clock.ts, which alone reads the machine's. */
const clockUsers = /^(src\/(server|app)|workers)\//;
const clockReader = "src/server/clock/clock.ts";
/** The files that may read the environment: `settings()`, and two files in which Next.js inlines the value as a constant. */
const environmentReaders = /^src\/(server\/settings|instrumentation|proxy)\.ts$/;

/**
 * Finds reads of the clock, randomness, the environment and the process that are not allowed in this file.
 *
 * @param file path relative to the root of the repository, with slashes.
 */
export function findAmbientReads(source: ts.SourceFile, file: string): Finding[] {
  const forbidden = forbiddenReadsOf(file);
  const found: Finding[] = [];
  if (forbidden.length === 0) return found;
  walk(source, (node) => {
    for (const { reads, message } of forbidden) {
      if (reads(node)) found.push(findingAt(source, file, node, message));
    }
  });
  return found;
}

function forbiddenReadsOf(file: string): ForbiddenRead[] {
  if (isTest.test(file)) return [];
  if (file.startsWith("src/domain/")) return [clock, randomness, stopwatch, environment, system];
  if (file.startsWith("src/locale/")) return [clock, randomness, environment];
  const forbidden: ForbiddenRead[] = [];
  if (requestEntryPoints.test(file)) forbidden.push(systemActor);
  if (clockUsers.test(file) && file !== clockReader) forbidden.push(clock);
  // An adapter only builds requests and reads answers; its caller owns the network, timers and process.
  if (/^src\/server\/providers\/(?!machines\/)[^/]+\//.test(file)) forbidden.push(system);
  if (/^(src|workers)\//.test(file) && !environmentReaders.test(file)) forbidden.push(environment);
  return forbidden;
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

/** A use of the global, as opposed to a declaration, member or type of the same name. */
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

/** An import of `node:process` under any name. */
function isImportOf(node: ts.Node, module: string): boolean {
  return (
    ts.isImportDeclaration(node) &&
    ts.isStringLiteralLike(node.moduleSpecifier) &&
    [module, `node:${module}`].includes(node.moduleSpecifier.text)
  );
}

/** Whether the global itself is stored under another name or passed on, so that later reads of its members go unseen. */
function isPassedOn(node: ts.Node, name: string): boolean {
  if (ts.isElementAccessExpression(node))
    return (
      isNamed(node.expression, "globalThis") &&
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === name
    );
  if (!ts.isIdentifier(node) || node.text !== name) return false;
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isIdentifier(parent.name)) ||
    (ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      isNamed(parent.expression.expression, "Reflect"))
  );
}

/** The name itself, also after `globalThis.`. */
function isNamed(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return (
    ts.isPropertyAccessExpression(node) && isNamed(node.expression, "globalThis") && node.name.text === name
  );
}
