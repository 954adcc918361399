import path from "node:path";
import type ts from "typescript";
import { permissionOf } from "@/domain/permissions";
import { type Finding, findingAt } from "./finding";
import { type Unit, unitsOf } from "./verb-graph";
import type { Write, WritingNames } from "./writes";

/** Files that call verbs: routers, routes, workers, commands. Everything that is reachable from them is checked. */
const entryPoints =
  /^(src\/app\/|src\/server\/(rest|trpc)\/|src\/server\/.*router\.ts$|workers\/|scripts\/|prisma\/)/;
const product = /^(src\/(app|server)|workers|prisma|scripts)\/.*\.tsx?$/;
const support = /\.(test|spec|bench|double)\.tsx?$|^scripts\/(bench|rules|tests|docs)\//;

/** Counting a request comes before anyone's authority over anything, and its counts live for a minute: no verb writes them. */
const counting = /^src\/server\/limits\//;

/** `verbs`: the names of all verbs that write, with or without findings. */
export type VerbWalk = { verbs: ReadonlySet<string>; findings: Finding[] };

/**
 * Follows every call path from an entry point to a write, and reports verbs that do not meet their obligations: to call
 * `authorize` before anything else, to write only in a transaction, and to add an audit entry (unless the table of permissions
 * states that the rows themselves are the record).
 *
 * @param root folder of the repository.
 */
export function walkVerbs(program: ts.Program, root: string, names: WritingNames): VerbWalk {
  const files = program.getSourceFiles().flatMap((source) => {
    const file = path.relative(root, source.fileName).replaceAll(path.sep, "/");
    return product.test(file) && !support.test(file) ? [{ file, source }] : [];
  });
  const units = unitsOf(program.getTypeChecker(), files, names);
  const used = new Set(units.flatMap((unit) => [...unit.uses.keys()]));
  const starts = units.filter((unit) => entryPoints.test(unit.file) || isUnused(unit, used));
  const walk: Walk = { seen: new Set(), verbs: new Set(), findings: new Map() };
  for (const unit of starts) follow(unit, { verb: null, authorizer: null, actions: [] }, walk);
  return { verbs: walk.verbs, findings: [...walk.findings.values()] };
}

/** Exported code that no entry point reaches yet. A step of a transaction is checked with the verbs that call it. */
function isUnused(unit: Unit, used: ReadonlySet<Unit>): boolean {
  return unit.isExported && !unit.takesTransaction && !used.has(unit);
}

/** How a unit was reached: the first verb on the path, and the last unit that called `authorize`, with the actions. */
type CallPath = { verb: Unit | null; authorizer: Unit | null; actions: readonly string[] };
type Walk = { seen: Set<string>; verbs: Set<string>; findings: Map<string, Finding> };

function follow(unit: Unit, before: CallPath, walk: Walk): void {
  const verb = before.verb ?? (unit.takesContext && !entryPoints.test(unit.file) ? unit : null);
  const key = [unit, verb, before.authorizer].map((one) => one && `${one.file}@${one.node.pos}`).join(" ");
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const [authorizeCall] = unit.authorizeCalls;
  const pathAt = (at: number): CallPath =>
    authorizeCall === undefined || at < authorizeCall.at
      ? { ...before, verb }
      : { verb, authorizer: unit, actions: authorizeCall.actions };
  if (!counting.test(unit.file))
    for (const write of unit.writes) checkWrite(unit, write, pathAt(write.at), walk);
  for (const [next, at] of unit.uses) follow(next, pathAt(at), walk);
}

function checkWrite(unit: Unit, write: Write, callPath: CallPath, { verbs, findings }: Walk): void {
  const verb = callPath.verb ?? unit;
  verbs.add(verb.name);
  for (const part of findMissing(write, callPath)) {
    const { line } = unit.node.getSourceFile().getLineAndCharacterOfPosition(write.at);
    const message = `${verb.name} writes (${unit.file}:${line + 1}) without ${part}`;
    findings.set(message, findingAt(verb.node.getSourceFile(), verb.file, verb.node, message));
  }
}

function findMissing(write: Write, { authorizer, actions }: CallPath): string[] {
  const missing = write.isInTransaction
    ? []
    : ["inTransaction: use the `db` of the context that it passes in"];
  if (authorizer === null)
    return [...missing, "authorize: await it as a separate statement before anything else"];
  if (actions.length === 0) return [...missing, "authorize with a literal action name"];
  const audited = auditsOf(authorizer);
  for (const action of actions) {
    const recorded = permissionOf(action)?.recorded.kind ?? "none";
    if (recorded === "none") missing.push(`authorize for a change: ${action} is a read permission`);
    if (recorded === "audit" && !audited.has(action)) missing.push(`an audit entry for ${action}`);
  }
  return missing;
}

function auditsOf(unit: Unit, seen = new Set<Unit>()): Set<string> {
  seen.add(unit);
  const audits = new Set(unit.audits);
  for (const next of unit.uses.keys())
    if (!seen.has(next)) for (const action of auditsOf(next, seen)) audits.add(action);
  return audits;
}
