// Applies the SQL files of prisma/migrations and records them in Prisma's table _prisma_migrations.
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PlainError, root } from "../prepare/environment.mjs";
import { say } from "../processes/progress.mjs";
import { ensureGroup, processGroup } from "./roles.mjs";
import { withSession } from "./sessions.mjs";

const folder = path.join(root, "prisma/migrations");
// Prisma's CLI takes the same advisory lock, so the two wait for each other.
const migrationLock = 72_707_369;
const noSuchDatabase = "3D000";

/**
 * Applies all pending migrations. Each file runs in a separate transaction that also writes its row of _prisma_migrations, so a
 * file that fails leaves nothing behind. Launchers that start at the same time wait for each other.
 *
 * @param url  must log in as the role that owns the tables.
 * @param from the folder of migrations; tests pass a different one.
 * @returns the names of the migrations that were applied.
 * @throws {PlainError} if an applied file was changed, an earlier attempt did not finish, or a file fails.
 */
export function applyMigrations(url, from = folder) {
  return withSession(url, async (session) => {
    await lock(session);
    await session.query(recordTable);
    const { changed, unfinished, unknown } = await readHistory(session, from);
    if (changed.length > 0) throw new PlainError(describeChanged(changed));
    if (unfinished.length > 0) throw new PlainError(describeUnfinished(unfinished));
    if (unknown.length > 0)
      say(`the database has migrations that are not in this checkout: ${unknown.join(", ")}`);
    const { MigrationError } = await import("umzug");
    try {
      return (await (await migrator(session, from)).up()).map(({ name }) => name);
    } catch (error) {
      if (error instanceof MigrationError) throw new PlainError(describeFailure(error));
      throw error;
    }
  });
}

/**
 * Creates BullMQ's tables and functions, because the processes' role may not create them. Only the owner may write BullMQ's
 * record of migrations: one row written by a process could stop all of them, or make the owner migrate again.
 */
export async function migrateQueue(url) {
  const { runMigrations } = await import("bullmq");
  await withSession(url, async (session) => {
    await runMigrations(session, "bullmq");
    await ensureGroup(session);
    await session.query(`revoke insert, update, delete on bullmq.migration from ${processGroup}`);
  });
}

/** @throws {PlainError} if migrations are pending. For roles that may not apply them. */
export async function requireMigrated(url) {
  const { pending } = await withSession(url, (session) => readHistory(session));
  if (pending.length === 0) return;
  throw new PlainError(
    `Migrations are pending that the role of DATABASE_URL may not apply: ${pending.join(", ")}. Set DATABASE_OWNER_URL to a URL that logs in as the owner of the tables, or run "npm run db -- apply" on a machine where it is set.`,
  );
}

/**
 * For commands that only use a database, which `up` prepares.
 *
 * @throws {PlainError} if the database does not exist or lacks a migration.
 */
export async function requirePrepared(url) {
  const pending = await withSession(url, (session) => readHistory(session)).then(
    (history) => history.pending,
    (error) => {
      if (error.code === noSuchDatabase) return null;
      throw error;
    },
  );
  if (pending?.length === 0) return;
  const name = new URL(url).pathname.slice(1);
  const state = pending === null ? "does not exist yet" : "is not up to date";
  throw new PlainError(
    `The database ${name} ${state}: run npm run up once, which prepares it, with the same settings and with --simulated for simulated prices.`,
  );
}

/**
 * Compares the migrations recorded in a database with the files.
 *
 * @returns lists of names: applied, pending, changed (after they were applied), unfinished (started by Prisma's CLI, which does
 *   not roll back a migration that fails) and unknown (not in this checkout).
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
      files.filter(
        ({ name, script }) => recorded.has(name) && !matchesChecksum(recorded.get(name).checksum, script),
      ),
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
      // applyFile has already written the row in its transaction.
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
  say("waiting for another process that is migrating this database");
  await session.query("select pg_advisory_lock($1)", [migrationLock]);
}

/** Sorted by name. Names begin with the time of creation. */
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

/** Accepts both kinds of line endings, as Prisma does, because Git may convert them at checkout. */
function matchesChecksum(checksum, script) {
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
  return `Migration ${name} failed: ${message}. It was rolled back completely. Correct ${where} and start again.`;
}

function describeChanged(names) {
  return `These migrations were changed after they were applied to this database: ${names.join(", ")}. Restore the files and put the change into a new migration.`;
}

function describeUnfinished(names) {
  return names
    .map(
      (name) =>
        `Migration ${name} was started but did not finish. Undo its changes by hand, then run: update _prisma_migrations set rolled_back_at = now() where migration_name = '${name}' and finished_at is null`,
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
