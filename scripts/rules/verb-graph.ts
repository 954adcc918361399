import ts from "typescript";
import { walk } from "./finding";
import { type Write, type WritingNames, writesIn } from "./writes";

/** A top-level part of a file: a function or constant with everything inside it, or another statement of the file. */
export type Unit = {
  name: string;
  file: string;
  node: ts.Node;
  isExported: boolean;
  /** Whether a parameter is a Context. If so, the unit is a verb or a step of one. */
  takesContext: boolean;
  /** Whether a parameter is a TransactionContext. If so, only a verb that has opened a transaction can call the unit. */
  takesTransaction: boolean;
  /** Other units that it calls or passes on, each with the position of the first use. */
  uses: Map<Unit, number>;
  /** Calls of `authorize` that every path through the function executes. */
  authorizeCalls: AuthorizeCall[];
  /** The actions that it passes to `audit`. */
  audits: Set<string>;
  writes: Write[];
};

/** `actions`: the possible values of the action argument according to its type; empty if they are not literals. */
export type AuthorizeCall = { at: number; actions: string[] };

/** The units of the given files and how they use each other. */
export function unitsOf(checker: ts.TypeChecker, files: readonly Source[], names: WritingNames): Unit[] {
  const byDeclaration = new Map<ts.Node, Unit>();
  const units = files.flatMap((file) => declareUnits(file, byDeclaration));
  for (const unit of units) {
    findUses(checker, unit, byDeclaration);
    findCalls(checker, unit);
    unit.writes = writesIn(checker, unit.node, names);
  }
  return units;
}

/** `file`: path relative to the root of the repository, with slashes. */
export type Source = { file: string; source: ts.SourceFile };

function declareUnits({ file, source }: Source, byDeclaration: Map<ts.Node, Unit>): Unit[] {
  const rest: ts.Statement[] = [];
  const units: Unit[] = [];
  const add = (name: string, node: ts.Node, statement: ts.Statement) => {
    const unit = newUnit({ name, file, node, isExported: isExported(statement) });
    byDeclaration.set(node, unit);
    units.push(unit);
  };
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      add(statement.name?.text ?? "default", statement, statement);
    else if (ts.isVariableStatement(statement))
      for (const declaration of statement.declarationList.declarations)
        add(declaration.name.getText(source), declaration, statement);
    else if (ts.isExportAssignment(statement)) add("default", statement, statement);
    else if (!ts.isImportDeclaration(statement)) rest.push(statement);
  }
  return [...units, ...rest.map((node) => newUnit({ name: "(file)", file, node, isExported: false }))];
}

function newUnit(own: Pick<Unit, "name" | "file" | "node" | "isExported">): Unit {
  return {
    ...own,
    takesContext: takes(own.node, /^(Transaction)?Context$/),
    takesTransaction: takes(own.node, /^TransactionContext$/),
    uses: new Map(),
    authorizeCalls: [],
    audits: new Set(),
    writes: [],
  };
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.isExportAssignment(statement) ||
    (ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
  );
}

function takes(node: ts.Node, parameter: RegExp): boolean {
  const definition = definitionOf(node);
  return (
    definition !== undefined &&
    ts.isFunctionLike(definition) &&
    definition.parameters.some(({ type }) => type !== undefined && parameter.test(type.getText()))
  );
}

/** The function, or any other value, that a top-level name refers to. */
function definitionOf(node: ts.Node): ts.Node | undefined {
  if (ts.isVariableDeclaration(node)) return node.initializer;
  return ts.isExportAssignment(node) ? node.expression : node;
}

/** Every reference to another unit counts, because a function that is passed on will be called. */
function findUses(checker: ts.TypeChecker, unit: Unit, byDeclaration: ReadonlyMap<ts.Node, Unit>): void {
  walk(unit.node, (node) => {
    if (!ts.isIdentifier(node) || ts.isPartOfTypeNode(node)) return;
    const used = unitBehind(checker, node, byDeclaration);
    if (used !== null && used !== unit && !unit.uses.has(used)) unit.uses.set(used, node.getStart());
  });
}

function unitBehind(
  checker: ts.TypeChecker,
  node: ts.Identifier,
  byDeclaration: ReadonlyMap<ts.Node, Unit>,
): Unit | null {
  // The object already stands for its members, so their names do not count, except after `import * as`.
  if (
    ts.isPropertyAccessExpression(node.parent) &&
    node.parent.name === node &&
    !isNamespace(checker, node.parent)
  )
    return null;
  const named = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (named === undefined) return null;
  const symbol = (named.flags & ts.SymbolFlags.Alias) === 0 ? named : checker.getAliasedSymbol(named);
  const found = symbol.declarations?.map((declaration) => byDeclaration.get(declaration));
  return found?.find((one) => one !== undefined) ?? null;
}

function isNamespace(checker: ts.TypeChecker, { expression }: ts.PropertyAccessExpression): boolean {
  if (!ts.isIdentifier(expression)) return false;
  const declarations = checker.getSymbolAtLocation(expression)?.declarations ?? [];
  return declarations.some((declaration) => ts.isNamespaceImport(declaration));
}

function findCalls(checker: ts.TypeChecker, unit: Unit): void {
  walk(unit.node, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    if (isFromServer(checker, node.expression, "authorize") && isUnconditional(checker, node, unit.node))
      unit.authorizeCalls.push({ at: node.getStart(), actions: textsOf(checker, node.arguments[1]) });
    if (isFromServer(checker, node.expression, "audit"))
      for (const action of actionsOfAudit(checker, node)) unit.audits.add(action);
  });
}

/** Whether the callee is the function of `src/server/<name>.ts` and not another one of the same name. */
function isFromServer(checker: ts.TypeChecker, callee: ts.Identifier, name: string): boolean {
  const named = checker.getSymbolAtLocation(callee);
  if (named === undefined) return false;
  const symbol = (named.flags & ts.SymbolFlags.Alias) === 0 ? named : checker.getAliasedSymbol(named);
  const declarations = symbol.declarations ?? [];
  return declarations.some((declaration) =>
    declaration.getSourceFile().fileName.endsWith(`/src/server/${name}.ts`),
  );
}

/**
 * Whether the call is awaited, a direct statement of the function's body (not inside a condition or callback), and passes the
 * context that the function received, so that it cannot ask on behalf of another actor.
 */
function isUnconditional(checker: ts.TypeChecker, call: ts.CallExpression, node: ts.Node): boolean {
  const statement = call.parent.parent;
  if (!ts.isAwaitExpression(call.parent) || !ts.isExpressionStatement(statement)) return false;
  const body = statement.parent;
  const definition = definitionOf(node);
  return (
    definition !== undefined &&
    ts.isBlock(body) &&
    body.parent === definition &&
    passesParameter(checker, call, definition)
  );
}

/** Whether the first argument is a parameter of `owner`. */
function passesParameter(
  checker: ts.TypeChecker,
  { arguments: [context] }: ts.CallExpression,
  owner: ts.Node,
): boolean {
  if (context === undefined || !ts.isIdentifier(context)) return false;
  const declarations = checker.getSymbolAtLocation(context)?.declarations ?? [];
  return declarations.some((declaration) => ts.isParameter(declaration) && declaration.parent === owner);
}

function actionsOfAudit(checker: ts.TypeChecker, call: ts.CallExpression): string[] {
  const [, change] = call.arguments;
  if (change === undefined) return [];
  const action = checker.getTypeAtLocation(change).getProperty("action");
  return action === undefined ? [] : literalsOf(checker.getTypeOfSymbolAtLocation(action, change));
}

function textsOf(checker: ts.TypeChecker, node: ts.Expression | undefined): string[] {
  return node === undefined ? [] : literalsOf(checker.getTypeAtLocation(node));
}

function literalsOf(type: ts.Type): string[] {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => part.isStringLiteral()) ? parts.map((part) => String(part.value)) : [];
}
