import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { organizationOf } from "@/domain/actor";
import { databaseFailureOf } from "@/server/database/failure";
import type { Context, OpenTransaction, TransactionContext } from "./context";
import type { Client, Db } from "./db";

const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 20;
/** Somebody may be waiting: a transaction that has taken this long is not begun again. */
const RETRY_WITHIN_MS = 2000;

/** `maxWaitMs` limits the wait for a free connection (default 2 s), `timeoutMs` the time from then to the end (default 5 s). */
export type TransactionOptions = { timeoutMs?: number; maxWaitMs?: number };

/**
 * Runs `work` in a transaction: joins the one that `ctx` is in, or else opens a new one.
 *
 * A transaction acts for the organization of its actor: row-level security hides and rejects rows of other organizations. When
 * a joined piece of work throws, the whole transaction is rolled back, even if its caller catches the error. Only the options
 * of the outermost call apply.
 *
 * When PostgreSQL gives the transaction up for the sake of another one (a deadlock, a serialization failure), nothing of it is
 * left, and `work` runs again after a short random wait. So `work` writes to this transaction and nowhere else; anything else that
 * it does must be repeatable, as the work of every job is.
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
 * Registers an effect that runs once the outermost transaction is committed, and never when it is rolled back.
 *
 * Effects run one after another, in the order of these calls, before `inTransaction` returns. One that fails is logged: what is
 * committed stays, and the others run. A process that dies in between runs none of them, so an effect may only speed up what a
 * committed row already guarantees.
 */
export function afterCommit(tx: TransactionContext, effect: (ctx: Context) => Promise<void>): void {
  requireOpen(tx).effects.push(effect);
}

/**
 * Registers a step that runs last, just before the commit, in the same transaction. It is for work that takes a lock which all
 * others wait for: taken last, the lock is held briefly and cannot deadlock with row locks.
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
  options: TransactionOptions,
): Promise<T> {
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openOnce(ctx, work, options);
    } catch (error) {
      const isLate = performance.now() - startedMs > RETRY_WITHIN_MS;
      if (attempt === MOST_ATTEMPTS || isLate || databaseFailureOf(error) !== "conflict") throw error;
      ctx.log.info({ attempt }, "a transaction gave way to another one and runs again");
      await pause(randomInt(1, FIRST_PAUSE_MS * 2 ** attempt));
    }
  }
}

async function openOnce<T>(
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
    .$transaction((db) => runToCommit({ ...ctx, db, transaction }, work, timeoutMs), limits)
    .finally(() => {
      transaction.isOpen = false;
    });
  await runEffects(ctx, transaction.effects);
  return result;
}

async function runToCommit<T>(
  tx: TransactionContext,
  work: (tx: TransactionContext) => Promise<T>,
  timeoutMs: number | undefined,
): Promise<T> {
  await beginAs(tx, timeoutMs ?? null);
  const result = await work(tx);
  const { failure, lastSteps } = tx.transaction;
  if (failure !== null) throw failure.error;
  for (const step of lastSteps) await step(tx);
  return result;
}

/**
 * Applies to this transaction only: nothing remains on the connection when it returns to the pool. A transaction that may take
 * longer than others has statements that may, too, and none goes on in the server after it.
 */
async function beginAs(
  { db, actor, transaction }: TransactionContext,
  timeoutMs: number | null,
): Promise<void> {
  await db.$executeRaw`
    select set_config('app.organization_id', ${transaction.organizationId ?? ""}, true),
      set_config('app.actor_type', ${actor.type}, true),
      set_config('statement_timeout', coalesce(${timeoutMs?.toString() ?? null}, current_setting('statement_timeout')), true)`;
}

async function join<T>(ctx: TransactionContext, work: (tx: TransactionContext) => Promise<T>): Promise<T> {
  const transaction = requireOpen(ctx);
  if (organizationOf(ctx.actor) !== transaction.organizationId)
    throw new Error("a transaction acts for one organization, and this actor belongs to another");
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

/** The types ensure this too, except for a transaction that has ended. */
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
