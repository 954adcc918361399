import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { settings } from "./settings";

/** The whole client of a process. Only `transaction.ts` opens transactions on it. */
export type Client = PrismaClient;
/** What verbs query with: the client, or the transaction that is open. It opens no transaction of its own. */
export type Db = Omit<Prisma.TransactionClient, "$transaction">;

const held = globalThis as { gpubrokerDb?: PrismaClient };

/** One client a process; kept on globalThis because a development reload loads modules again. */
export function db(): Client {
  held.gpubrokerDb ??= connect(settings().DATABASE_URL);
  return held.gpubrokerDb;
}

/** A client of its own, for tests and benchmarks that bring their database. */
export function connect(databaseUrl: string): Client {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 10 }) });
}
