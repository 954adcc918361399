import { organizationOf } from "@/domain/actor";
import type { Context, OpenTransaction, TransactionContext } from "./context";
import type { Client, Db } from "./db";

/** `maxWaitMs` is for a free connection (2 s by default), `timeoutMs` from there to the end (5 s by default). */
export type TransactionOptions = { timeoutMs?: number; maxWaitMs?: number };

/**
 * Runs `work` in a transaction: in the one that `ctx` is in already, else in one of its own.
 *
 * A transaction acts for the organization of its actor: row-level security shows and takes no other organization's rows.
 * When a joined piece of work throws, the whole transaction is rolled back, even if its caller catches the error.
 * Options count for the outermost call.
 *
 * @throws whatever `work` throws, after the rollback.
 */
export async function inTransaction<T>(
  ctx: Context,
  work: (tx: TransactionContext) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return isInTransaction(ctx) ? join(ctx, work) : open(ctx, work, options);
}

/**
 * Has an effect run once the outermost transaction is committed, and never when it is rolled back.
 *
 * Effects run one after another, in the order of these calls, before `inTransaction` returns. One that fails is logged:
 * what is committed stays, and the others run. A process that dies in between runs none, so an effect may only hasten
 * what a row has already promised.
 */
export function afterCommit(tx: TransactionContext, effect: (ctx: Context) => Promise<void>): void {
  requireOpen(tx).effects.push(effect);
}

/**
 * Has a step run as the last thing before the commit, in the same transaction. For what takes a lock that all others wait
 * for: taken last it is held shortly, and cannot deadlock with the locks of rows.
 */
export function beforeCommit(tx: TransactionContext, step: (tx: TransactionContext) => Promise<void>): void {
  requireOpen(tx).lastSteps.push(step);
}

function isInTransaction(ctx: Context): ctx is TransactionContext {
  return ctx.transaction !== undefined;
}

async function open<T>(
  ctx: Context,
  work: (tx: TransactionContext) => Promise<T>,
  { timeoutMs, maxWaitMs }: TransactionOptions,
): Promise<T> {
  const transaction: OpenTransaction = {
    isOpen: true,
    organizationId: organizationOf(ctx.actor),
    failure: null,
    lastSteps: [],
    effects: [],
  };
  const limits = {
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(maxWaitMs === undefined ? {} : { maxWait: maxWaitMs }),
  };
  const result = await clientOf(ctx)
    .$transaction((db) => runWhole({ ...ctx, db, transaction }, work), limits)
    .finally(() => {
      transaction.isOpen = false;
    });
  await runEffects(ctx, transaction.effects);
  return result;
}

async function runWhole<T>(tx: TransactionContext, work: (tx: TransactionContext) => Promise<T>): Promise<T> {
  await tellActor(tx);
  const result = await work(tx);
  const { failure, lastSteps } = tx.transaction;
  if (failure !== null) throw failure.error;
  for (const step of lastSteps) await step(tx);
  return result;
}

/** For this transaction only: the connection goes back to its pool without a trace of it. */
async function tellActor({ db, actor, transaction }: TransactionContext): Promise<void> {
  await db.$executeRaw`
    select set_config('app.organization_id', ${transaction.organizationId ?? ""}, true),
      set_config('app.actor_type', ${actor.type}, true)`;
}

async function join<T>(ctx: TransactionContext, work: (tx: TransactionContext) => Promise<T>): Promise<T> {
  const transaction = requireOpen(ctx);
  if (organizationOf(ctx.actor) !== transaction.organizationId)
    throw new Error("a transaction acts for one organization, and this actor works for another");
  try {
    return await work(ctx);
  } catch (error) {
    transaction.failure ??= { error };
    throw error;
  }
}

async function runEffects(ctx: Context, effects: OpenTransaction["effects"]): Promise<void> {
  for (const effect of effects) {
    try {
      await effect(ctx);
    } catch (error) {
      ctx.log.error({ err: error }, "an effect after the commit failed");
    }
  }
}

/** The types say so too; they cannot tell a transaction that has ended. */
function requireOpen({ transaction }: Context): OpenTransaction {
  if (transaction?.isOpen) return transaction;
  throw new Error(
    transaction === undefined ? "this needs inTransaction around it" : "this transaction has ended",
  );
}

function clientOf({ db }: Context): Client {
  if (isClient(db)) return db;
  throw new Error("outside a transaction ctx.db must be the client");
}

function isClient(db: Db): db is Client {
  return "$connect" in db;
}
