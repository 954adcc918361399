import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { openPool, poolLimitsOf } from "@/server/database/pool";
import { settings, startedAs } from "./settings";

/** The full client of a process. Only `transaction.ts` opens transactions on it. */
export type Client = PrismaClient;
/** What verbs query with: the client or the open transaction. It cannot open a transaction. */
export type Db = Omit<Prisma.TransactionClient, "$transaction">;

const processGlobals = globalThis as { gpubrokerDb?: PrismaClient };

/** The one client of this process. It lives on globalThis because a development reload loads modules again. */
export function db(): Client {
  processGlobals.gpubrokerDb ??= connect(settings().DATABASE_URL);
  return processGlobals.gpubrokerDb;
}

/** A separate client, for tests and benchmarks that bring their own database. */
export function connect(databaseUrl: string, limits = poolLimitsOf(startedAs())): Client {
  const pool = openPool(databaseUrl, { max: 10, limits });
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: limits.connectMs },
  });
}
