import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ownerUrl, superuserUrl } from "@/server/database.double";
import { requirePlainRole } from "@/server/database-role";
import { openQueue } from "@/server/queue";
import { settings } from "@/server/settings";
import { migrate } from "../prepare/prepare.mjs";
import { applyMigrations, migrateQueue, requirePrepared } from "./migrations.mjs";
import { ownDatabase, query } from "./own-database.double";
import { joinPostgres, liveUsers } from "./postgres.mjs";
import { findPlace } from "./postgres-place.mjs";
import { runningServer } from "./postgres-server.mjs";
import { ensureEmbeddedOwner, ownLogins } from "./roles.mjs";
import { ensureDatabase, urlOf } from "./sessions.mjs";

const plainUrl = settings().DATABASE_URL;
const own = ownDatabase();

describe("the processes' role", () => {
  it("reads and writes every table, except that the audit is append-only and the migration table read-only", async () => {
    const refused = await query(
      plainUrl,
      `select relname || ': ' || privilege as refused
       from pg_class, unnest(array['delete', 'insert', 'select', 'update']) as privilege
       where relnamespace in ('public'::regnamespace, 'bullmq'::regnamespace) and relkind in ('r', 'p')
         and not has_table_privilege(oid, privilege) order by 1`,
    );
    expect(refused.map((row) => row.refused)).toEqual([
      "_prisma_migrations: delete",
      "_prisma_migrations: insert",
      "_prisma_migrations: update",
      "audit_entries: delete",
      "audit_entries: update",
      "migration: delete",
      "migration: insert",
      "migration: update",
    ]);
  });

  it.each([
    ["make a table", "create table intruder (id int)"],
    ["change a table", "alter table offers add column intruder int"],
    ["empty a table", "truncate offers cascade"],
    ["drop a table", "drop table offers"],
    ["drop a month by hand", "drop table price_points_default"],
    ["make a schema", "create schema intruder"],
    ["become the owner", "set role gpubroker_owner"],
    ["drop a table by the function that drops months", "select drop_price_month('offers', '2026-11-01')"],
    ["make months of another table", "select make_price_month('offers', '2026-11-01')"],
    ["drop half a month", "select drop_price_month('price_points', '2026-11-02')"],
  ])("may not %s", async (_, statement) => {
    await expect(query(plainUrl, statement)).rejects.toThrow(
      /must be owner|permission denied|not a table of price history|not the first day/,
    );
  });

  it("reads and writes tables of later migrations, except for privileges that a migration has revoked", async () => {
    const url = urlOf(ownerUrl(), own.name);
    await ensureDatabase(url);
    await applyMigrations(url);
    await query(url, "create table ledger (id int); revoke update, delete on ledger from gpubroker_app");
    await query(url, "create function seal() returns int language sql as 'select 1'");
    const plain = urlOf(plainUrl, own.name);
    await migrate({ url: plain, ownerUrl: url });
    expect(await query(plain, "insert into ledger values (1) returning id")).toEqual([{ id: 1 }]);
    expect(await query(plain, "select seal()")).toEqual([{ seal: 1 }]);
    await expect(query(plain, "update ledger set id = 2")).rejects.toThrow("permission denied");
  });
});

describe("files whose writing was cut short", () => {
  it("make another login", async () => {
    const file = path.join(own.folder, "login.json");
    fs.writeFileSync(file, "");
    const { url, urls } = await ownLogins(superuserUrl(), file);
    own.remember(url, urls);
    expect(JSON.parse(fs.readFileSync(file, "utf8")).workers.user).toBe(new URL(url).username);
  });

  it("count as no user of the server", () => {
    fs.mkdirSync(path.join(own.folder, "users"));
    fs.writeFileSync(path.join(own.folder, "users/1"), "");
    expect(liveUsers(own.folder)).toEqual([]);
  });

  it("leave no server running when it was started and cannot be used", async () => {
    fs.chmodSync(own.folder, 0o755);
    fs.mkdirSync(path.join(own.folder, "login.json"));
    await expect(joinPostgres(own.folder, { durable: false })).rejects.toThrow("EISDIR");
    expect(fs.existsSync(path.join(own.folder, "server/data/PG_VERSION"))).toBe(true);
    expect(await runningServer(findPlace(own.folder))).toBeNull();
  }, 60_000);
});

describe("requirePrepared", () => {
  it("names the database and the way out until up has prepared it", async () => {
    const url = urlOf(ownerUrl(), own.name);
    await expect(requirePrepared(url)).rejects.toThrow(
      `The database ${own.name} does not exist yet: run npm run up once`,
    );
    await ensureDatabase(url);
    await expect(requirePrepared(url)).rejects.toThrow(`The database ${own.name} is not up to date`);
    await applyMigrations(url);
    await expect(requirePrepared(url)).resolves.toBeUndefined();
  });
});

describe("the commands of a shell", () => {
  it.each([
    ["audit-verify.ts", ["--hed", "x"], "Unknown option '--hed'\nUsage: npm run audit:verify"],
    ["audit-verify.ts", ["--head", "zzz"], "--head must be the 64 hexadecimal digits of a head\nUsage:"],
    [
      "prices-held.ts",
      ["--confirm", "vastai/1", "--refuse", "vastai/2", "--reason", "x"],
      "not both\nUsage:",
    ],
  ])("%s refuses %j in plain words", (file, given, words) => {
    const args = ["--import", "tsx", path.resolve("scripts", file), ...given];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(stderr).not.toContain("    at ");
  });
});

describe("ensureEmbeddedOwner", () => {
  it("takes over a database that the superuser created, with its rows and its queue", async () => {
    const superuser = urlOf(superuserUrl(), own.name);
    await ensureDatabase(superuser);
    await applyMigrations(superuser, migrationsBeforeRoles());
    await migrateQueue(superuser);
    await query(superuser, "insert into price_points values ('off_1', '2026-11-05', 7)");
    await query(superuser, "create table price_points_2026_10 (like price_points including all)");
    await query(superuser, "select bullmq.next_job_id('old')");

    await ensureEmbeddedOwner(superuserUrl());
    const [plain, owner] = [urlOf(plainUrl, own.name), urlOf(ownerUrl(), own.name)];
    await migrate({ url: plain, ownerUrl: owner });

    expect(await query(plain, foreignObjects)).toEqual([]);
    await requirePlainRole(plain);
    await query(plain, "select make_price_month('price_points', '2026-11-01')");
    expect(
      await query(plain, "select micro_usd_per_gpu_hour::int as price from price_points_2026_11"),
    ).toEqual([{ price: 7 }]);
    const queue = openQueue("market", { databaseUrl: plain, redisUrl: undefined });
    await queue.add("prune-polls", {});
    await queue.close();
    expect(await query(plain, "select bullmq.next_job_id('old')")).toEqual([{ next_job_id: "2" }]);
  });
});

/** The objects of a database that the embedded owner does not own. The sequence of a queue belongs to the role that created it. */
const foreignObjects = `
  select relname::text as name from pg_class join pg_namespace as schema on schema.oid = relnamespace
  where nspname in ('public', 'bullmq') and pg_get_userbyid(relowner) <> 'gpubroker_owner'
  union all
  select proname::text from pg_proc join pg_namespace as schema on schema.oid = pronamespace
  where nspname in ('public', 'bullmq') and pg_get_userbyid(proowner) <> 'gpubroker_owner'
  union all
  select typname::text from pg_type join pg_namespace as schema on schema.oid = typnamespace
  where nspname in ('public', 'bullmq') and pg_get_userbyid(typowner) <> 'gpubroker_owner'
  union all
  select nspname::text from pg_namespace where nspname = 'bullmq' and pg_get_userbyid(nspowner) <> 'gpubroker_owner'
  union all
  select datname::text from pg_database where datname = current_database() and pg_get_userbyid(datdba) <> 'gpubroker_owner'`;

/** The migrations of an installation from before roles were introduced. */
function migrationsBeforeRoles(): string {
  const from = "prisma/migrations";
  for (const entry of fs.readdirSync(from))
    if (/^\d+_/.test(entry) && entry < "20261126000000_roles")
      fs.cpSync(path.join(from, entry), path.join(own.folder, entry), { recursive: true });
  return own.folder;
}
