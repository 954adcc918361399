import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { findAmbientReads } from "./ambient-reads";
import { findErrorClasses } from "./error-classes";
import { findFloatingPromises } from "./floating-promises";
import { findStrayPaths } from "./import-paths";

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** One file with its types. */
function compile(text: string): { checker: ts.TypeChecker; source: ts.SourceFile } {
  const file = "/planted.ts";
  const source = parse(file, text);
  const host = ts.createCompilerHost({});
  const program = ts.createProgram({
    rootNames: [file],
    options: { target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"], types: [], strict: true },
    host: {
      ...host,
      getSourceFile: (name, target) => (name === file ? source : host.getSourceFile(name, target)),
      fileExists: (name) => name === file || host.fileExists(name),
    },
  });
  return { checker: program.getTypeChecker(), source };
}

describe("ambient reads", () => {
  it.each([
    ["src/domain/offer/age.ts", "const now = Date.now();"],
    ["src/domain/offer/age.ts", 'const now = Date["now"]();'],
    ["src/domain/offer/age.ts", "const { now } = Date;"],
    ["src/domain/offer/age.ts", "const now = new Date();"],
    ["src/domain/offer/age.ts", "const now = new globalThis.Date();"],
    ["src/domain/offer/age.ts", "const text = Date();"],
    ["src/domain/offer/age.ts", "const started = performance.now();"],
    ["src/domain/offer/age.ts", "const share = Math.random();"],
    ["src/domain/offer/age.ts", "const id = crypto.randomUUID();"],
    ["src/domain/offer/age.ts", "const key = process.env.KEY;"],
    ["src/domain/offer/age.ts", "const { env } = process;"],
    ["src/domain/offer/age.ts", 'await fetch("https://example.org");'],
    ["src/domain/offer/age.ts", "setTimeout(work, 10);"],
    ["src/locale/translator.ts", "const now = new Date();"],
    ["src/server/offers/search.ts", "const now = new Date();"],
    ["src/server/context.ts", "const now = new Date();"],
    ["src/server/http/pace.ts", "const nowMs = Date.now();"],
    ["src/server/jobs/apply-schedules.ts", "const nowMs = Date.now();"],
    ["src/app/status/page.tsx", "const page = <NowProvider now={new Date()} />;"],
    ["workers/repeat.ts", "const now = new Date();"],
    ["src/server/offers/search.ts", "const url = process.env.DATABASE_URL;"],
    ["src/components/ui/card.tsx", "const url = process.env.PUBLIC_URL;"],
    ["src/app/layout.tsx", 'const url = process["env"].PUBLIC_URL;'],
    ["workers/start.ts", "const { env } = process;"],
    ["src/app/api/offers/route.ts", 'import { jobContext } from "@/server/context";'],
    ["src/server/offers/router.ts", 'import { jobContext as ours } from "@/server/context";'],
    ["workers/start.ts", 'import { env } from "node:process";'],
    ["src/server/offers/search.ts", "const own = process;"],
    ["src/server/offers/search.ts", 'const { env } = globalThis["process"];'],
    ["src/server/offers/search.ts", 'const env = Reflect.get(process, "env");'],
    ["src/domain/offer/age.ts", "const { env } = global.process;"],
    ["src/server/providers/vultr/offers.ts", 'const answer = await fetch("https://example.org");'],
    ["src/server/providers/vultr/offers.ts", "setTimeout(work, 10);"],
  ])("are found in %s: %s", (file, text) => {
    expect(findAmbientReads(parse(file, text), file)).not.toEqual([]);
  });

  it.each([
    ["src/domain/offer/age.ts", "const then = new Date(2026, 10, 29); const same = new Date(then);"],
    ["src/domain/offer/age.ts", "type Process = { process: string }; const x = row.process;"],
    ["src/domain/offer/age.test.ts", "const now = new Date();"],
    ["src/server/clock/clock.ts", "const now = Date.now();"],
    ["src/server/settings.ts", "const source = process.env;"],
    ["src/server/offers/search.ts", "const startedMs = performance.now();"],
    ["src/server/queue.ts", "const process = run; use(process);"],
    ["src/server/providers/vultr/offers.ts", "const answer = await request.fetch(url);"],
    ["workers/start.ts", "process.exit(0);"],
    ["workers/repeat.ts", 'import { jobContext } from "@/server/context";'],
    ["scripts/up.mjs", "const port = process.env.PORT;"],
  ])("are allowed in %s: %s", (file, text) => {
    expect(findAmbientReads(parse(file, text), file)).toEqual([]);
  });
});

describe("relative imports", () => {
  it.each([
    ["src/server/offers/search.ts", 'import { db } from "../db";'],
    ["src/server/offers/search.ts", 'import { poll } from "../feeds/poll-feed";'],
    ["src/server/db.ts", 'import { http } from "./http/http";'],
    ["src/components/gpus/table/head.tsx", 'export { Card } from "../../ui/card";'],
    ["src/domain/offer/offer.ts", 'const money = await import("../money");'],
    ["src/server/offers/search.ts", 'const module = await import("@/server/" + room);'],
  ])("of another room are found in %s: %s", (file, text) => {
    expect(findStrayPaths(parse(file, text), file)).not.toEqual([]);
  });

  it.each([
    ["src/server/offers/search.ts", 'import { db } from "@/server/db";'],
    ["src/server/offers/search.ts", 'import { explain } from "./explain";'],
    ["src/server/feeds/held/guard.ts", 'import { write } from "../ingest/write";'],
    ["src/server/db.ts", 'import { settings } from "./settings";'],
  ])("inside a room, and aliases, are allowed in %s: %s", (file, text) => {
    expect(findStrayPaths(parse(file, text), file)).toEqual([]);
  });
});

describe("promises", () => {
  const declarations = `
    declare function save(): Promise<void>;
    declare const maybe: (() => Promise<number>) | undefined;
    declare const rows: string[];
    declare const isNew: boolean;
    declare function later(): PromiseLike<string>;
  `;

  function findIn(text: string) {
    const { checker, source } = compile(declarations + text);
    return findFloatingPromises(checker, source, "planted.ts");
  }

  it.each([
    "save();",
    "later();",
    "isNew && save();",
    "isNew ? save() : undefined;",
    "maybe?.();",
    "(save());",
    "save().then(() => 1);",
    "save().finally(() => {});",
    "rows.forEach(async () => { await save(); });",
    "rows.forEach(() => save());",
    "rows.map(async () => { await save(); });",
  ])("that are not awaited are found: %s", (text) => {
    expect(findIn(text)).toHaveLength(1);
  });

  it("that are awaited or handled are allowed", () => {
    const text = `
      async function work() {
        await save();
        void save();
        const kept = save();
        save().catch(() => {});
        save().then(() => {}, () => {});
        save().catch(() => {}).finally(() => {});
        rows.forEach((row) => { row.trim(); });
        return kept;
      }
    `;
    expect(findIn(text)).toEqual([]);
  });
});

describe("instanceof", () => {
  const classes = `
    class OwnError extends Error { readonly code = 1; }
    class Wider extends OwnError {}
    class Box { readonly name = ""; }
    declare const error: unknown;
  `;
  const findIn = (text: string, file = "src/server/planted.ts") => {
    const { checker, source } = compile(classes + text);
    return findErrorClasses(checker, source, file);
  };

  it.each(["error instanceof OwnError;", "if (!(error instanceof Wider)) throw error;"])(
    "with an error class of ours is found: %s",
    (text) => {
      expect(findIn(text)).toHaveLength(1);
      expect(findIn(text, "workers/planted.ts")).toHaveLength(1);
    },
  );

  it("with what exists once in a process, with other classes and in scripts is allowed", () => {
    expect(findIn("error instanceof Error; error instanceof SyntaxError; error instanceof Box;")).toEqual([]);
    expect(findIn("error instanceof OwnError;", "scripts/planted.ts")).toEqual([]);
  });
});

describe("spreading a literal", () => {
  const root = path.resolve(import.meta.dirname, "../..");

  /** Biome's output for a file with this text, from this plugin only. */
  function lint(text: string): string {
    const folder = mkdtempSync(path.join(tmpdir(), "planted-"));
    const plugins = [path.join(root, "scripts/rules/no-literal-spread.grit")];
    writeFileSync(path.join(folder, "biome.json"), JSON.stringify({ plugins }));
    writeFileSync(path.join(folder, "planted.tsx"), text);
    const command = path.join(root, "node_modules/@biomejs/biome/bin/biome");
    const { stdout, stderr } = spawnSync(process.execPath, [command, "lint", "planted.tsx"], {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    return stdout + stderr;
  }

  it.each([
    "export const row = { a: 1, ...{ b, c } };",
    "export const rows = [1, ...[2, 3]];",
    "export const card = <Card {...{ title, text }} />;",
  ])("is rejected by the linter: %s", (text) => {
    expect(lint(text)).toContain("spreading a literal disables the excess-property check");
  });

  it("is not confused with spreading a conditional expression", () => {
    expect(lint("export const row = { a: 1, ...(isNew ? { b } : {}) };")).not.toContain(
      "spreading a literal",
    );
  });
});
