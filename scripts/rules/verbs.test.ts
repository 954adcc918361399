import path from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { type VerbWalk, walkVerbs } from "./verbs";
import { readWritingNames } from "./writing-names";

const root = path.resolve(import.meta.dirname, "../..");
const plantedFolder = "src/server/planted";

/** Planted verbs, each with the obligation that it does not meet; null for a correct verb. */
const planted: Record<string, { text: string; missing: string | null }> = {
  complete: {
    text: `export async function complete(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.prune");
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.deleteMany();
        audit(tx, { action: "feed.prune", object });
      });
    }`,
    missing: null,
  },
  ownRecord: {
    text: `export async function ownRecord(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.poll");
      await inTransaction(ctx, ({ db }) => db.$executeRaw\`delete from provider_polls\`);
    }`,
    missing: null,
  },
  readsOnly: {
    text: `export async function readsOnly(ctx: Context) {
      await ctx.db.$executeRaw\`select pg_advisory_lock(1)\`;
      return [await ctx.db.providerPoll.count(), await ctx.db.$queryRaw\`select 1 for update skip locked\`];
    }`,
    missing: null,
  },
  withoutAuthorize: {
    text: `export async function withoutAuthorize(ctx: Context): Promise<void> {
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.deleteMany();
        audit(tx, { action: "feed.prune", object });
      });
    }`,
    missing: "authorize",
  },
  authorizesTooLate: {
    text: `export async function authorizesTooLate(ctx: Context): Promise<void> {
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
      await authorize(ctx, "feed.poll");
    }`,
    missing: "authorize",
  },
  authorizesConditionally: {
    text: `export async function authorizesConditionally(ctx: Context): Promise<void> {
      if (ctx.now.getTime() > 0) await authorize(ctx, "feed.poll");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "authorize",
  },
  doesNotAwait: {
    text: `export async function doesNotAwait(ctx: Context): Promise<void> {
      void authorize(ctx, "feed.poll");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "authorize",
  },
  authorizesReading: {
    text: `export async function authorizesReading(ctx: Context): Promise<void> {
      await authorize(ctx, "market.read");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "authorize for a change",
  },
  authorizesAnyAction: {
    text: `export async function authorizesAnyAction(ctx: Context, action: Action): Promise<void> {
      await authorize(ctx, action as never);
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "authorize with a literal action",
  },
  withoutAudit: {
    text: `export async function withoutAudit(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.prune");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "an audit entry for feed.prune",
  },
  auditsAnotherAction: {
    text: `export async function auditsAnotherAction(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.prune");
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.deleteMany();
        audit(tx, { action: "index.prune", object });
      });
    }`,
    missing: "an audit entry for feed.prune",
  },
  withoutTransaction: {
    text: `export async function withoutTransaction(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.poll");
      await ctx.db.providerPoll.deleteMany();
    }`,
    missing: "inTransaction",
  },
  writesOutsideTransaction: {
    text: `export async function writesOutsideTransaction(ctx: Context): Promise<void> {
      await authorize(ctx, "feed.poll");
      await inTransaction(ctx, async (tx) => {
        await tx.db.providerPoll.count();
        await ctx.db.providerPoll.deleteMany();
      });
    }`,
    missing: "inTransaction",
  },
  hidesTheModel: {
    text: `export async function hidesTheModel(ctx: Context): Promise<void> {
      const { deleteMany } = ctx.db.providerPoll;
      await deleteMany();
    }`,
    missing: "authorize",
  },
  writesByQuery: {
    text: `export async function writesByQuery(ctx: Context) {
      return ctx.db.$queryRaw\`delete from provider_polls returning id\`;
    }`,
    missing: "authorize",
  },
  callsWritingFunction: {
    text: `export async function callsWritingFunction(ctx: Context) {
      return ctx.db.$queryRaw\`select * from planted_post(\${1})\`;
    }`,
    missing: "authorize",
  },
  hidesTheSql: {
    text: `export async function hidesTheSql(ctx: Context, sql: string): Promise<void> {
      await ctx.db.$executeRawUnsafe(sql);
    }`,
    missing: "authorize",
  },
  unusedStep: {
    text: `export async function unusedStep(tx: TransactionContext): Promise<void> {
      await tx.db.providerPoll.deleteMany();
    }`,
    missing: null,
  },
  renamesTheDatabase: {
    text: `export async function renamesTheDatabase(ctx: Context): Promise<void> {
      const { db: store } = ctx;
      await store.providerPoll.deleteMany();
    }`,
    missing: "authorize",
  },
  accessesTheModelByKey: {
    text: `export async function accessesTheModelByKey(ctx: Context): Promise<void> {
      await ctx.db["providerPoll"].deleteMany();
    }`,
    missing: "inTransaction",
  },
  queriesWithAGivenText: {
    text: `export async function queriesWithAGivenText(ctx: Context, sql: string) {
      return ctx.db.$queryRawUnsafe(sql);
    }`,
    missing: "authorize",
  },
  composesTheSql: {
    text: `export async function composesTheSql(ctx: Context) {
      return ctx.db.$queryRaw(Prisma.sql\`update provider_polls p set ok = true returning id\`);
    }`,
    missing: "authorize",
  },
  authorizesAnotherActor: {
    text: `export async function authorizesAnotherActor(ctx: Context): Promise<void> {
      await authorize(jobContext("x"), "feed.poll");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "authorize",
  },
  callsAnotherAuthorize: {
    text: `export async function callsAnotherAuthorize(ctx: Context): Promise<void> {
      const authorize = async (..._args: unknown[]) => {};
      await authorize(ctx, "feed.poll");
      await inTransaction(ctx, (tx) => tx.db.providerPoll.deleteMany());
    }`,
    missing: "authorize",
  },
  isInAnObject: {
    text: `export const isInAnObject = { run: async (ctx: Context) => ctx.db.providerPoll.deleteMany() };`,
    missing: "authorize",
  },
  default: {
    text: `export default async (ctx: Context) => ctx.db.providerPoll.deleteMany();`,
    missing: "authorize",
  },
  passesStepOn: {
    text: `const remove = async (tx: TransactionContext) => tx.db.providerPoll.deleteMany();
    export async function passesStepOn(ctx: Context): Promise<void> {
      await inTransaction(ctx, remove);
    }`,
    missing: "authorize",
  },
};

const plantedFunction = "CREATE FUNCTION planted_post(id int) RETURNS int LANGUAGE sql AS $$ select 1 $$;";

const head = `
  import { type Action, platformObject } from "@/domain/permissions";
  import { audit } from "@/server/audit";
  import { authorize } from "@/server/authorize";
  import { type Context, jobContext, type TransactionContext } from "@/server/context";
  import { Prisma } from "@/generated/prisma/client";
  import { inTransaction } from "@/server/transaction";
  const object = platformObject("table", "provider_polls");
`;

/** A route handler that writes directly, without a verb. */
const plantedRoute = {
  file: "src/app/api/planted/route.ts",
  text: `import { db } from "@/server/db";
    export const POST = async () => Response.json(await db().providerPoll.deleteMany());`,
};

let walked: VerbWalk;

/** A single program with the product and all planted files, because parsing the product takes most of the time. */
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
  walked = walkVerbs(program, root, readWritingNames(root, plantedFunction));
}, 120_000);

const ofFile = (file: string) =>
  walked.findings.filter((finding) => finding.file === file).map(({ message }) => message);

describe("every verb that writes", () => {
  it("authorizes first, writes in a transaction, and adds an audit entry", () => {
    const own = walked.findings.filter(
      ({ file }) => !file.startsWith(plantedFolder) && file !== plantedRoute.file,
    );
    expect(own).toEqual([]);
  });

  it("is found by the walk", () => {
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

  it.each(Object.entries(planted))("is checked if planted: %s", (name, { missing }) => {
    const messages = ofFile(`${plantedFolder}/${name}.ts`);
    if (missing === null) return expect(messages).toEqual([]);
    expect(
      messages.some(
        (message) => message.startsWith(`${name} writes`) && message.includes(`without ${missing}`),
      ),
    ).toBe(true);
  });

  it("is required: a route that writes directly is reported", () => {
    const messages = ofFile(plantedRoute.file);
    expect(messages).toHaveLength(2);
  });
});
