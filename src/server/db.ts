import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "./env";

export type Db = PrismaClient;
/** A client inside a transaction: what verbs hand to the functions that write. */
export type Transaction = Prisma.TransactionClient;

const held = globalThis as { gpubrokerDb?: PrismaClient };

/** One client a process; kept on globalThis because a development reload loads modules again. */
export function db(): Db {
  held.gpubrokerDb ??= connect(env().DATABASE_URL);
  return held.gpubrokerDb;
}

/** A client of its own, for tests and benchmarks that bring their database. */
export function connect(databaseUrl: string): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 10 }) });
}
