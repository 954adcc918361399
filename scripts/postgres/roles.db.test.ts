import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ownerUrl, superuserUrl } from "@/server/database.double";
import { requirePlainRole } from "@/server/database-role";
import { openQueue } from "@/server/queue";
import { settings } from "@/server/settings";
import { migrate } from "../prepare/prepare.mjs";
import { openExternalDatabase } from "./external-database.mjs";
import { applyMigrations, migrateQueue, requireMigrated, requirePrepared } from "./migrations.mjs";
import { joinPostgres, liveUsers } from "./postgres.mjs";
import { findPlace } from "./postgres-place.mjs";
import { runningServer } from "./postgres-server.mjs";
import { ensureEmbeddedOwner, ownLogins } from "./roles.mjs";
import { ensureDatabase, urlOf, withSession } from "./sessions.mjs";

type Row = Record<string, unknown>;
type Session = { query: (text: string) => Promise<{ rows: Row[] }> };

const plainUrl = settings().DATABASE_URL;
const madeRoles: string[] = [];
const madeDatabases: string[] = [];
let folder: string;
let name: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-roles-"));
  name = `roles_${process.pid}_${madeDatabases.length}`;
  madeDatabases.push(name);
});
afterAll(async () => {
  for (const database of madeDatabases)
    await query(superuserUrl(), `drop database if exists ${database} with (force)`);
  for (const role of madeRoles) await query(superuserUrl(), `drop role if exists ${role}`);
});

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
    const url = urlOf(ownerUrl(), name);
    await ensureDatabase(url);
    await applyMigrations(url);
    await query(url, "create table ledger (id int); revoke update, delete on ledger from gpubroker_app");
    await query(url, "create function seal() returns int language sql as 'select 1'");
    const plain = urlOf(plainUrl, name);
    await migrate({ url: plain, ownerUrl: url });
    expect(await query(plain, "insert into ledger values (1) returning id")).toEqual([{ id: 1 }]);
    expect(await query(plain, "select seal()")).toEqual([{ seal: 1 }]);
    await expect(query(plain, "update ledger set id = 2")).rejects.toThrow("permission denied");
  });
});

describe("files whose writing was cut short", () => {
  it("make another login", async () => {
    const file = path.join(folder, "login.json");
    fs.writeFileSync(file, "");
    const { url, urls } = await ownLogins(superuserUrl(), file);
    remember(url, urls);
    expect(JSON.parse(fs.readFileSync(file, "utf8")).workers.user).toBe(new URL(url).username);
  });

  it("count as no user of the server", () => {
    fs.mkdirSync(path.join(folder, "users"));
    fs.writeFileSync(path.join(folder, "users/1"), "");
    expect(liveUsers(folder)).toEqual([]);
  });

  it("leave no server running when it was started and cannot be used", async () => {
    fs.chmodSync(folder, 0o755);
    fs.mkdirSync(path.join(folder, "login.json"));
    await expect(joinPostgres(folder, { durable: false })).rejects.toThrow("EISDIR");
    expect(fs.existsSync(path.join(folder, "server/data/PG_VERSION"))).toBe(true);
    expect(await runningServer(findPlace(folder))).toBeNull();
  }, 60_000);
});

describe("requirePrepared", () => {
  it("names the database and the way out until up has prepared it", async () => {
    const url = urlOf(ownerUrl(), name);
    await expect(requirePrepared(url)).rejects.toThrow(
      `The database ${name} does not exist yet: run npm run up once`,
    );
    await ensureDatabase(url);
    await expect(requirePrepared(url)).rejects.toThrow(`The database ${name} is not up to date`);
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
    const superuser = urlOf(superuserUrl(), name);
    await ensureDatabase(superuser);
    await applyMigrations(superuser, migrationsBeforeRoles());
    await migrateQueue(superuser);
    await query(superuser, "insert into price_points values ('off_1', '2026-11-05', 7)");
    await query(superuser, "create table price_points_2026_10 (like price_points including all)");
    await query(superuser, "select bullmq.next_job_id('old')");

    await ensureEmbeddedOwner(superuserUrl());
    const [plain, owner] = [urlOf(plainUrl, name), urlOf(ownerUrl(), name)];
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

describe("openExternalDatabase", () => {
  it("gives the processes a separate login if only an owner is set, the same at every start", async () => {
    const url = urlOf(superuserUrl(), name);
    const first = await openExternalDatabase({ url, folder });
    remember(first.url, first.urls);
    expect(first.ownerUrl).toBe(url);
    await migrate(first);
    await requirePlainRole(first.url);
    expect(await query(first.url, "select count(*)::int as offers from offers")).toEqual([{ offers: 0 }]);
    expect(await openExternalDatabase({ url, folder })).toEqual(first);
    const [file = ""] = fs.readdirSync(folder);
    expect(fs.statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
  });

  it("creates a new login if the stored one is refused or lost, and keeps those of other installations", async () => {
    const url = urlOf(superuserUrl(), name);
    const first = await openExternalDatabase({ url, folder });
    const elsewhere = await openExternalDatabase({ url, folder: path.join(folder, "elsewhere") });
    await query(url, `alter role ${new URL(first.url).username} password 'changed'`);
    const again = await openExternalDatabase({ url, folder });
    for (const { url: login, urls } of [first, elsewhere, again]) remember(login, urls);
    expect(new Set([first, elsewhere, again].map((opened) => opened.url)).size).toBe(3);
    expect(again.urls).toEqual(first.urls);
    for (const { url: login } of [elsewhere, again]) await query(login, "select 1");
  });

  it("prints sufficient statements and settings if the owner may not create roles", async () => {
    const url = urlOf(as(await login("owner"), superuserUrl()), name);
    await query(superuserUrl(), `create database ${name} owner ${new URL(url).username}`);
    const said = (await refusalOf(openExternalDatabase({ url, folder }))).replaceAll(
      "gpubroker_login",
      `login_${name}`,
    );
    expect(said).toContain("DATABASE_OWNER_URL");
    madeRoles.push(`login_${name}`);
    const statements = said.split("\n").filter((line) => line.startsWith("  create role"));
    expect(statements.length).toBe(2);
    await query(superuserUrl(), String(statements[1]));
    const plain = as({ user: `login_${name}`, password: "A-PASSWORD" }, url);

    const both = await openExternalDatabase({ url: plain, ownerUrl: url, folder });
    expect(both).toEqual({ url: plain, ownerUrl: url });
    await expect(requireMigrated(plain)).rejects.toThrow(/pending.*Set DATABASE_OWNER_URL/);
    await migrate(both);
    await requirePlainRole(plain);
    expect(await openExternalDatabase({ url: plain, folder })).toEqual({ url: plain, ownerUrl: null });
    await migrate({ url: plain, ownerUrl: null });
    expect(await query(plain, "select count(*)::int as offers from offers")).toEqual([{ offers: 0 }]);
  });

  it("refuses a DATABASE_URL that may not read the tables, and prints the statement that allows it", async () => {
    const nonMember = await login("non_member");
    const owner = urlOf(superuserUrl(), name);
    const opening = openExternalDatabase({ url: as(nonMember, owner), ownerUrl: owner, folder });
    await expect(opening).rejects.toThrow(`grant gpubroker_app to "${nonMember.user}"`);
  });

  it.each(["hunter2", "localhost:5432/hunter2", "mysql://hunter2@localhost/d", "10.0.0.1"])(
    "says what an address looks like if it is given %j",
    async (url) => {
      const said = await refusalOf(openExternalDatabase({ url, folder }));
      expect(said).toMatch(
        /^DATABASE_URL is not the address of a PostgreSQL database\. Set it to .*postgresql:/,
      );
      expect(said).not.toContain("hunter2");
      const owner = await refusalOf(openExternalDatabase({ url: undefined, ownerUrl: url, folder }));
      expect(owner).toMatch(/^DATABASE_OWNER_URL is not the address/);
    },
  );

  it("tells a login that is refused from a server that is not there", async () => {
    const url = as({ user: "nobody_here", password: "hunter2" }, urlOf(superuserUrl(), name));
    const said = await refusalOf(openExternalDatabase({ url, folder }));
    expect(said).toMatch(
      /refuses the login \(.*nobody_here.*\)\. Correct the user and the password in DATABASE_URL\./,
    );
    expect(said).not.toContain("hunter2");
  });

  it("names the setting whose database cannot be reached, without its password", async () => {
    const url = "postgresql://user:secret@127.0.0.1:1/nowhere";
    expect(await refusalOf(openExternalDatabase({ url, folder }))).toMatch(
      /^Cannot connect to 127\.0\.0\.1:1\/nowhere, the database of DATABASE_URL \(/,
    );
    const owner = openExternalDatabase({ url: superuserUrl(), ownerUrl: url, folder });
    await expect(owner).rejects.toThrow(/^Cannot connect to .*, the database of DATABASE_OWNER_URL \(/);
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

async function login(kind: string): Promise<{ user: string; password: string }> {
  const made = { user: `${kind}_${name}`, password: "only-for-this-test" };
  madeRoles.push(made.user);
  await query(superuserUrl(), `create role ${made.user} login password '${made.password}'`);
  return made;
}

function remember(...given: (string | Record<string, string> | undefined)[]): void {
  for (const urls of given)
    for (const url of typeof urls === "string" ? [urls] : Object.values(urls ?? {}))
      madeRoles.push(new URL(url).username);
}

function as({ user, password }: { user: string; password: string }, url: string): string {
  const there = new URL(url);
  there.username = user;
  there.password = password;
  return there.toString();
}

/** The migrations of an installation from before roles were introduced. */
function migrationsBeforeRoles(): string {
  const from = "prisma/migrations";
  for (const entry of fs.readdirSync(from))
    if (/^\d+_/.test(entry) && entry < "20261126000000_roles")
      fs.cpSync(path.join(from, entry), path.join(folder, entry), { recursive: true });
  return folder;
}

function refusalOf(opening: Promise<unknown>): Promise<string> {
  return opening.then(
    () => "not refused",
    (error: Error) => error.message,
  );
}

async function query(url: string, text: string): Promise<Row[]> {
  return withSession(url, async (session: Session) => (await session.query(text)).rows);
}
