// Applies the SQL files of prisma/migrations and keeps Prisma's own record of them, the table _prisma_migrations.
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PlainError, root } from "../prepare/environment.mjs";
import { say } from "../processes/progress.mjs";
import { withSession } from "./sessions.mjs";

const folder = path.join(root, "prisma/migrations");
// the number that Prisma's command line locks too, so that the two wait for each other
const migrationLock = 72_707_369;

/**
 * Applies what is pending, each file in a transaction of its own that also writes its row of _prisma_migrations: a file
 * that fails leaves nothing behind. Launchers that start at the same time wait for each other.
 *
 * @param url      of the role that owns the tables.
 * @param from     the folder of migrations, another one in tests.
 * @returns the names of the migrations applied.
 * @throws {PlainError} when an applied file has changed, an earlier attempt did not finish, or a file fails.
 */
export function applyMigrations(url, from = folder) {
  return withSession(url, async (session) => {
    await lock(session);
    await session.query(recordTable);
    const { changed, unfinished, unknown } = await readHistory(session, from);
    if (changed.length > 0) throw new PlainError(describeChanged(changed));
    if (unfinished.length > 0) throw new PlainError(describeUnfinished(unfinished));
    if (unknown.length > 0)
      say(`the database has migrations that this checkout does not know: ${unknown.join(", ")}`);
    const { MigrationError } = await import("umzug");
    try {
      return (await (await migrator(session, from)).up()).map(({ name }) => name);
    } catch (error) {
      if (error instanceof MigrationError) throw new PlainError(describeFailure(error));
      throw error;
    }
  });
}

/** BullMQ's own tables and functions, which it would otherwise make from within the processes. */
export async function migrateQueue(url) {
  const { runMigrations } = await import("bullmq");
  await withSession(url, (session) => runMigrations(session, "bullmq"));
}

/** @throws {PlainError} when migrations are pending: for those who may not apply them. */
export async function requireMigrated(url) {
  const { pending } = await withSession(url, (session) => readHistory(session));
  if (pending.length === 0) return;
  throw new PlainError(
    `These migrations are pending, and the role of DATABASE_URL may not apply them: ${pending.join(", ")}. Set DATABASE_OWNER_URL to the address of the role that owns the tables, or run npm run db -- apply where it is set.`,
  );
}

/**
 * What a database's record says of the files.
 *
 * @returns lists of names: applied, pending, changed since they were applied, unfinished (begun by Prisma's command line,
 *   which is not undone when it fails), unknown to this checkout.
 */
export async function readHistory(session, from = folder) {
  const files = readFiles(from);
  const rows = await readRecord(session);
  const recorded = new Map(rows.map((row) => [row.migration_name, row]));
  const known = new Set(files.map(({ name }) => name));
  const names = (list) => list.map(({ name }) => name);
  return {
    applied: names(files.filter(({ name }) => recorded.get(name)?.finished_at)),
    pending: names(files.filter(({ name }) => !recorded.has(name))),
    changed: names(
      files.filter(({ name, script }) => recorded.has(name) && !isOf(recorded.get(name).checksum, script)),
    ),
    unfinished: rows.filter((row) => row.finished_at === null).map((row) => row.migration_name),
    unknown: rows.map((row) => row.migration_name).filter((name) => !known.has(name)),
  };
}

async function migrator(session, from) {
  const { Umzug } = await import("umzug");
  return new Umzug({
    migrations: readFiles(from).map(({ name, script }) => ({
      name,
      up: () => applyFile(session, name, script),
    })),
    storage: {
      executed: async () => (await readRecord(session)).map((row) => row.migration_name),
      // the file's own transaction has written the row
      logMigration: async () => {},
      unlogMigration: async () => {},
    },
    logger: undefined,
  });
}

async function applyFile(session, name, script) {
  await session.query("begin");
  try {
    await session.query(script);
    await session.query(
      `insert into public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksumOf(script), name],
    );
    await session.query("commit");
  } catch (error) {
    await session.query("rollback");
    throw Object.assign(error, { line: lineAt(script, error.position) });
  }
}

async function lock(session) {
  const { rows } = await session.query("select pg_try_advisory_lock($1) as held", [migrationLock]);
  if (rows[0].held) return;
  say("another process is migrating this database: waiting for it");
  await session.query("select pg_advisory_lock($1)", [migrationLock]);
}

/** In the order of their names, which begin with the time they were made. */
function readFiles(from) {
  return fs
    .readdirSync(from, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, script: fs.readFileSync(path.join(from, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readRecord(session) {
  const { rows: found } = await session.query("select to_regclass('public._prisma_migrations') as record");
  if (found[0].record === null) return [];
  const { rows } = await session.query(
    "select migration_name, checksum, finished_at from public._prisma_migrations where rolled_back_at is null order by started_at",
  );
  return rows;
}

/** Git may have changed the ends of lines on the way to this checkout; Prisma allows for it as well. */
function isOf(checksum, script) {
  const unix = script.replaceAll("\r\n", "\n");
  return [script, unix, unix.replaceAll("\n", "\r\n")].some((text) => checksumOf(text) === checksum);
}

function checksumOf(script) {
  return createHash("sha256").update(script).digest("hex");
}

function lineAt(script, position) {
  return position ? script.slice(0, Number(position)).split("\n").length : null;
}

function describeFailure({ migration: { name }, jse_cause: { message, line } }) {
  const where = `prisma/migrations/${name}/migration.sql${line === null ? "" : ` (line ${line})`}`;
  return `Migration ${name} failed: ${message}. Nothing of it was kept: correct ${where} and start again.`;
}

function describeChanged(names) {
  return `These migrations were changed after this database had applied them: ${names.join(", ")}. Restore their files and put the change into a new migration.`;
}

function describeUnfinished(names) {
  return names
    .map(
      (name) =>
        `Migration ${name} was begun and did not finish. Undo by hand what it changed, then run: update _prisma_migrations set rolled_back_at = now() where migration_name = '${name}' and finished_at is null`,
    )
    .join("\n");
}

const recordTable = `create table if not exists public._prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;
