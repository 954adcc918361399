// Creates a migration: the SQL that turns the migrated tables into those of prisma/schema.
import fs from "node:fs";
import path from "node:path";
import { PlainError, root } from "../prepare/environment.mjs";
import { applyMigrations } from "./migrations.mjs";
import { throwAwayPostgres } from "./postgres-throw-away.mjs";
import { diffFromSchema } from "./schema-engine.mjs";
import { ensureDatabase } from "./sessions.mjs";

/**
 * Compares against an empty temporary server, so that the content of the developer's database does not affect the result.
 *
 * @param name what the migration does, in words joined by hyphens.
 * @returns {{ file: string, isEmpty: boolean }} isEmpty if the schema has no changes: the file is for SQL written by hand.
 */
export async function writeMigration(name, now = new Date()) {
  if (!/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/.test(name ?? ""))
    throw new PlainError("The migration needs a name in lower case, such as: npm run db -- new add-invoices");
  const script = await scriptOfChanges();
  const time = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const file = `prisma/migrations/${time}_${name.replaceAll("-", "_")}/migration.sql`;
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), script === "" ? "" : `${script}\n`, { flag: "wx" });
  return { file, isEmpty: script === "" };
}

async function scriptOfChanges() {
  const server = await throwAwayPostgres();
  try {
    const { ownerUrl: url } = server.urlsOf("migrated");
    await ensureDatabase(url);
    await applyMigrations(url);
    return await diffFromSchema(url);
  } finally {
    await server.leave();
  }
}
