import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ownerUrl } from "@/server/database.double";
import { applyMigrations, readHistory } from "./migrations.mjs";
import { diffFromSchema, withEngine } from "./schema-engine.mjs";
import { ensureDatabase, urlOf, withSession } from "./sessions.mjs";

const folders: string[] = [];
const databases: string[] = [];
let url: string;

beforeEach(async () => {
  const name = `migrations_${process.pid}_${databases.length}`;
  databases.push(name);
  url = urlOf(ownerUrl(), name);
  await ensureDatabase(url);
});
afterAll(async () => {
  for (const name of databases) await query(ownerUrl(), `drop database ${name} with (force)`);
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

const things = "create table things (id int);\n";
const functionWithSemicolons = `-- a comment; with a semicolon
create function two_steps() returns int language plpgsql as $$ begin perform 1; return 2; end $$;
`;

describe("the migrations of this checkout", () => {
  it("create the tables of prisma/schema, and the comparison detects a table that differs", async () => {
    await applyMigrations(url);
    expect(await diffFromSchema(url)).toBe("");
    await query(url, "alter table offers add column drifted int, drop column region");
    const drift = await diffFromSchema(url);
    expect(drift).toContain('DROP COLUMN "drifted"');
    expect(drift).toContain('ADD COLUMN     "region"');
  });

  it("are recorded in the same way as Prisma records them", async () => {
    const applied = await applyMigrations(url);
    expect(await diagnose(url)).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
    const rows = await query(url, "select * from _prisma_migrations order by started_at");
    expect(rows.map((row) => row.migration_name)).toEqual(applied);
    for (const row of rows)
      expect(row).toEqual({
        id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
        checksum: expect.stringMatching(/^[\da-f]{64}$/),
        migration_name: expect.any(String),
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      });
  });

  it("are applied only once if two launchers start together", async () => {
    const both = await Promise.all([applyMigrations(url), applyMigrations(url)]);
    const [none, all] = both.sort((a, b) => a.length - b.length);
    expect(none).toEqual([]);
    expect(all).toEqual((await history(url)).applied);
    expect(await applyMigrations(url)).toEqual([]);
  });
});

describe("applyMigrations", () => {
  it("applies files in the order of their names, including function bodies with semicolons", async () => {
    const folder = folderOf({ "2_function": functionWithSemicolons, "1_things": things });
    expect(await applyMigrations(url, folder)).toEqual(["1_things", "2_function"]);
    expect(await query(url, "select two_steps()")).toEqual([{ two_steps: 2 }]);
  });

  it("names the file and line that failed, rolls that file back and keeps all earlier ones", async () => {
    const broken = "create table kept_not (id int);\ninsert into nowhere values (1);\n";
    const folder = folderOf({ "1_things": things, "2_broken": broken });
    await expect(applyMigrations(url, folder)).rejects.toThrow(
      'Migration 2_broken failed: relation "nowhere" does not exist. It was rolled back completely. Correct prisma/migrations/2_broken/migration.sql (line 2)',
    );
    expect(
      await query(url, "select to_regclass('things') as before, to_regclass('kept_not') as broken"),
    ).toEqual([{ before: "things", broken: null }]);
    write(folder, "2_broken", "create table kept_not (id int);");
    expect(await applyMigrations(url, folder)).toEqual(["2_broken"]);
  });

  it("refuses a file that was changed after it was applied, unless only its line endings differ", async () => {
    const folder = folderOf({ "1_things": things, "2_more": "create table more (id int);\n" });
    await applyMigrations(url, folder);
    write(folder, "1_things", things.replaceAll("\n", "\r\n"));
    expect(await applyMigrations(url, folder)).toEqual([]);
    write(folder, "1_things", `${things}create table smuggled (id int);\n`);
    write(folder, "3_new", "create table new (id int);\n");
    await expect(applyMigrations(url, folder)).rejects.toThrow(
      /changed after they were applied to this database: 1_things\./,
    );
    expect((await history(url, folder)).pending).toEqual(["3_new"]);
  });

  it("refuses to continue after an unfinished attempt until the statement in its message has been run", async () => {
    const folder = folderOf({ "1_things": things });
    await applyMigrations(url, folder);
    await query(url, "update _prisma_migrations set finished_at = null, applied_steps_count = 0");
    await query(url, "drop table things");
    const failure = await applyMigrations(url, folder).catch((error: Error) => error.message);
    expect(failure).toContain("Migration 1_things was started but did not finish");
    await query(url, String(failure).slice(String(failure).indexOf("update _prisma")));
    expect(await applyMigrations(url, folder)).toEqual(["1_things"]);
  });

  it("continues if the database has migrations from a newer checkout", async () => {
    const folder = folderOf({ "1_things": things, "2_newer": "select 1" });
    await applyMigrations(url, folder);
    fs.rmSync(path.join(folder, "2_newer"), { recursive: true });
    expect(await applyMigrations(url, folder)).toEqual([]);
    expect((await history(url, folder)).unknown).toEqual(["2_newer"]);
  });
});

function folderOf(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-migrations-"));
  folders.push(folder);
  for (const [name, script] of Object.entries(files)) write(folder, name, script);
  return folder;
}

function write(folder: string, name: string, script: string): void {
  fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, name, "migration.sql"), script);
}

type Row = Record<string, unknown>;
type Session = { query: (text: string) => Promise<{ rows: Row[] }> };

async function query(database: string, text: string): Promise<Row[]> {
  return withSession(database, async (session: Session) => (await session.query(text)).rows);
}

function history(database: string, folder?: string) {
  return withSession(database, (session: Session) => readHistory(session, folder));
}

/** The request that `prisma migrate status` sends to its engine. */
function diagnose(database: string) {
  const baseDir = path.resolve("prisma/migrations");
  const contentOf = (name: string) => fs.readFileSync(path.join(baseDir, name), "utf8");
  const names = fs.readdirSync(baseDir).filter((name) => !name.endsWith(".toml"));
  const migrationsList = {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: contentOf("migration_lock.toml") },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: contentOf(`${name}/migration.sql`) },
      },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  return withEngine(database, (engine: SchemaEngine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
  );
}
