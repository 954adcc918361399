import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { type VerbWalk, walkVerbs } from "./verbs";

const root = path.resolve(import.meta.dirname, "../..");
const plantedFolder = "src/server/planted";

/** Verbs that each lack one thing, and what must be said of them; null: nothing, they are as they should be. */
const planted: Record<string, { text: string; lack: string | null }> = {
  whole: {
    text: `export async function whole(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.prune");
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.deleteMany();
        audit(tx, { action: "feed.prune", object });
      });
    }`,
    lack: null,
  },
  ownRecord: {
    text: `export async function ownRecord(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.poll");
      await inTransaction(ctx, ({ db }) => db.$executeRaw\`delete from provider_polls\`);
    }`,
    lack: null,
  },
  readsOnly: {
    text: `export async function readsOnly(ctx: Context) {
      await ctx.db.$executeRaw\`select pg_advisory_lock(1)\`;
      return [await ctx.db.providerPoll.count(), await ctx.db.$queryRaw\`select 1 for update skip locked\`];
    }`,
    lack: null,
  },
  asksNobody: {
    text: `export async function asksNobody(ctx: Context): Promise<void> {
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.deleteMany();
        audit(tx, { action: "feed.prune", object });
      });
    }`,
    lack: "authorize",
  },
  asksTooLate: {
    text: `export async function asksTooLate(ctx: Context): Promise<void> {
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
      await authorize(ctx, "feed.poll");
    }`,
    lack: "authorize",
  },
  asksSometimes: {
    text: `export async function asksSometimes(ctx: Context): Promise<void> {
      if (ctx.now.getTime() > 0) await authorize(ctx, "feed.poll");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    lack: "authorize",
  },
  doesNotWait: {
    text: `export async function doesNotWait(ctx: Context): Promise<void> {
      void authorize(ctx, "feed.poll");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    lack: "authorize",
  },
  asksToRead: {
    text: `export async function asksToRead(ctx: Context): Promise<void> {
      await authorize(ctx, "market.read");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    lack: "authorize for a change",
  },
  asksAnything: {
    text: `export async function asksAnything(ctx: Context, action: Action): Promise<void> {
      await authorize(ctx, action as never);
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    lack: "authorize with the name",
  },
  leavesNoTrace: {
    text: `export async function leavesNoTrace(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.prune");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    lack: "audit of feed.prune",
  },
  leavesAnotherTrace: {
    text: `export async function leavesAnotherTrace(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.prune");
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.deleteMany();
        audit(tx, { action: "index.prune", object });
      });
    }`,
    lack: "audit of feed.prune",
  },
  opensNothing: {
    text: `export async function opensNothing(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.poll");
      await ctx.db.providerPoll.deleteMany();
    }`,
    lack: "inTransaction",
  },
  writesBeside: {
    text: `export async function writesBeside(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.poll");
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.count();
        await ctx.db.providerPoll.deleteMany();
      });
    }`,
    lack: "inTransaction",
  },
  hidesTheModel: {
    text: `export async function hidesTheModel(ctx: Context): Promise<void> {
      const { deleteMany } = ctx.db.providerPoll;
      await deleteMany();
    }`,
    lack: "authorize",
  },
  readsByWriting: {
    text: `export async function readsByWriting(ctx: Context) {
      return ctx.db.$queryRaw\`delete from provider_polls returning id\`;
    }`,
    lack: "authorize",
  },
  callsAFunction: {
    text: `export async function callsAFunction(ctx: Context) {
      return ctx.db.$queryRaw\`select * from planted_post(\${1})\`;
    }`,
    lack: "authorize",
  },
  hidesTheSql: {
    text: `export async function hidesTheSql(ctx: Context, sql: string): Promise<void> {
      await ctx.db.$executeRawUnsafe(sql);
    }`,
    lack: "authorize",
  },
  stepOfNobody: {
    text: `export async function stepOfNobody(tx: TransactionContext): Promise<void> {
      await tx.db.providerPoll.deleteMany();
    }`,
    lack: null,
  },
  lendsToAnother: {
    text: `const remove = async (tx: TransactionContext) => tx.db.providerPoll.deleteMany();
    export async function lendsToAnother(ctx: Context): Promise<void> {
      await inTransaction(ctx, remove);
    }`,
    lack: "authorize",
  },
};

const plantedFunction = "CREATE FUNCTION planted_post(id int) RETURNS int LANGUAGE sql AS $$ select 1 $$;";

const head = `
  import { type Action, platformObject } from "@/domain/permissions";
  import { audit } from "@/server/audit";
  import { authorize } from "@/server/authorize";
  import type { Context, TransactionContext } from "@/server/context";
  import { inTransaction } from "@/server/transaction";
  const object = platformObject("table", "provider_polls");
`;

/** Writes where no verb is in between: in a route handler. */
const plantedRoute = {
  file: "src/app/api/planted/route.ts",
  text: `import { db } from "@/server/db";
    export const POST = async () => Response.json(await db().providerPoll.deleteMany());`,
};

let walked: VerbWalk;

/** One program of the whole product with the planted files among its own: reading it is what takes time. */
beforeAll(() => {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const texts = new Map(
    [
      ...Object.entries(planted).map(
        ([name, { text }]) => [`${plantedFolder}/${name}.ts`, head + text] as const,
      ),
      [plantedRoute.file, plantedRoute.text] as const,
    ].map(([file, text]) => [path.join(root, file), text]),
  );
  const own = fileNames.filter(
    (file) =>
      /\/(src\/(app|server)|workers|prisma|scripts)\//.test(file) && !/\.(test|bench)\.tsx?$/.test(file),
  );
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.getSourceFile = (name, target, ...more) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, target, ...more)
      : ts.createSourceFile(name, text, target, true);
  };
  const program = ts.createProgram([...own, ...texts.keys()], { ...options, incremental: false }, host);
  walked = walkVerbs(program, root, { models: modelNames(), functions: functionNames() });
}, 120_000);

function modelNames(): Set<string> {
  const folder = path.join(root, "prisma/schema");
  const schema = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
  const found = schema.join("\n").matchAll(/^model (\w)(\w*)/gm);
  return new Set([...found].map(([, first = "", others = ""]) => first.toLowerCase() + others));
}

/** SQL functions that may change something: neither STABLE nor IMMUTABLE, and called by name, as triggers are not. */
function functionNames(): Set<string> {
  const folder = path.join(root, "prisma/migrations");
  const scripts = readdirSync(folder).map((name) => path.join(folder, name, "migration.sql"));
  const text = scripts.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  const made = [...text, plantedFunction]
    .join("\n")
    .matchAll(/create (?:or replace )?function\s+"?(\w+)([^;]*?)\b(?:as|return|begin)\b/gi);
  const changing = [...made].filter(
    ([, , head = ""]) => !/\b(stable|immutable)\b|returns\s+trigger/i.test(head),
  );
  return new Set(changing.map(([, name = ""]) => name.toLowerCase()));
}

const ofFile = (file: string) =>
  walked.findings.filter((finding) => finding.file === file).map(({ message }) => message);

describe("every verb that writes", () => {
  it("asks for permission, writes in a transaction, and leaves a trace", () => {
    const own = walked.findings.filter(
      ({ file }) => !file.startsWith(plantedFolder) && file !== plantedRoute.file,
    );
    expect(own).toEqual([]);
  });

  it("is walked: none of those that write today is overlooked", () => {
    const verbs = [
      "pollFeed",
      "ingestAnswer",
      "confirmHeldPrice",
      "refuseHeldPrice",
      "prunePolls",
      "recordMarketIndex",
    ];
    expect([...walked.verbs]).toEqual(
      expect.arrayContaining([...verbs, "pruneIndexPoints", "keepPriceHistory", "movePoints"]),
    );
  });

  it.each(Object.entries(planted))("is seen when it is planted: %s", (name, { lack }) => {
    const messages = ofFile(`${plantedFolder}/${name}.ts`);
    if (lack === null) return expect(messages).toEqual([]);
    expect(
      messages.some((message) => message.startsWith(`${name} writes`) && message.includes(`without ${lack}`)),
    ).toBe(true);
  });

  it("is not bypassed by a route that writes by itself", () => {
    const messages = ofFile(plantedRoute.file);
    expect(messages).toHaveLength(2);
  });
});
