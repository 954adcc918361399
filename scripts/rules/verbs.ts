import path from "node:path";
import type ts from "typescript";
import { permissionOf } from "@/domain/permissions";
import { type Finding, findingAt } from "./finding";
import { type Unit, unitsOf } from "./verb-graph";
import type { Mention, Names } from "./writes";

/** Files from which verbs are called: routers, routes, workers, commands. Whatever they reach is checked. */
const doors =
  /^(src\/app\/|src\/server\/(rest|trpc)\/|src\/server\/.*router\.ts$|workers\/|scripts\/|prisma\/)/;
const product = /^(src\/(app|server)|workers|prisma|scripts)\/.*\.tsx?$/;
const support = /\.(test|spec|bench|double)\.tsx?$|^scripts\/(bench|rules|tests|docs)\//;

/** `verbs`: every verb that was found to write, by name, whether it lacks something or not. */
export type VerbWalk = { verbs: ReadonlySet<string>; findings: Finding[] };

/**
 * Walks every path from a door to a write, and names the verbs that lack what a writing verb owes: `authorize` before anything
 * else, a transaction around each write, and an entry of the audit, unless the table of permissions says that the rows are a
 * record of their own.
 *
 * @param root folder of the repository.
 */
export function walkVerbs(program: ts.Program, root: string, names: Names): VerbWalk {
  const files = program.getSourceFiles().flatMap((source) => {
    const file = path.relative(root, source.fileName).replaceAll(path.sep, "/");
    return product.test(file) && !support.test(file) ? [{ file, source }] : [];
  });
  const units = unitsOf(program.getTypeChecker(), files, names);
  const used = new Set(units.flatMap((unit) => [...unit.uses.keys()]));
  const starts = units.filter((unit) => doors.test(unit.file) || isUnusedVerb(unit, used));
  const walk: Walk = { seen: new Set(), verbs: new Set(), findings: new Map() };
  for (const unit of starts) follow(unit, { verb: null, asker: null, actions: [] }, walk);
  return { verbs: walk.verbs, findings: [...walk.findings.values()] };
}

/** A verb that no door leads to yet. A step of a transaction is checked with the verbs that call it. */
function isUnusedVerb(unit: Unit, used: ReadonlySet<Unit>): boolean {
  return unit.isExported && unit.takesContext && !unit.takesTransaction && !used.has(unit);
}

/** How a unit was reached: the verb that the path began with, and who asked last, for which actions. */
type Way = { verb: Unit | null; asker: Unit | null; actions: readonly string[] };
type Walk = { seen: Set<string>; verbs: Set<string>; findings: Map<string, Finding> };

function follow(unit: Unit, before: Way, walk: Walk): void {
  const verb = before.verb ?? (unit.takesContext && !doors.test(unit.file) ? unit : null);
  const key = [unit, verb, before.asker].map((one) => one && `${one.file}@${one.node.pos}`).join(" ");
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const [asking] = unit.asks;
  const wayAt = (at: number): Way =>
    asking === undefined || at < asking.at
      ? { ...before, verb }
      : { verb, asker: unit, actions: asking.actions };
  for (const write of unit.writes) judge(unit, write, wayAt(write.at), walk);
  for (const [next, at] of unit.uses) follow(next, wayAt(at), walk);
}

function judge(unit: Unit, write: Mention, way: Way, { verbs, findings }: Walk): void {
  const verb = way.verb ?? unit;
  verbs.add(verb.name);
  for (const lack of lacksOf(write, way)) {
    const { line } = unit.node.getSourceFile().getLineAndCharacterOfPosition(write.at);
    const message = `${verb.name} writes (${unit.file}:${line + 1}) without ${lack}`;
    findings.set(message, findingAt(verb.node.getSourceFile(), verb.file, verb.node, message));
  }
}

function lacksOf(write: Mention, { asker, actions }: Way): string[] {
  const lacks = write.isInTransaction ? [] : ["inTransaction: use the `db` of the context that it hands in"];
  if (asker === null) return [...lacks, "authorize: await it as a statement of its own before anything else"];
  if (actions.length === 0) return [...lacks, "authorize with the name of an action"];
  const audited = auditsOf(asker);
  for (const action of actions) {
    const recorded = permissionOf(action)?.recorded.kind ?? "none";
    if (recorded === "none") lacks.push(`authorize for a change: ${action} is for reading`);
    if (recorded === "audit" && !audited.has(action)) lacks.push(`audit of ${action}`);
  }
  return lacks;
}

function auditsOf(unit: Unit, seen = new Set<Unit>()): Set<string> {
  seen.add(unit);
  const audits = new Set(unit.audits);
  for (const next of unit.uses.keys())
    if (!seen.has(next)) for (const action of auditsOf(next, seen)) audits.add(action);
  return audits;
}
