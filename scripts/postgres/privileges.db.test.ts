import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownerUrl, superuserUrl } from "@/server/database.double";
import { requirePlainRole } from "@/server/database-role";
import { settings } from "@/server/settings";
import { dataFolder } from "../prepare/environment.mjs";
import { migrate } from "../prepare/prepare.mjs";
import { joinPostgres } from "./postgres.mjs";
import { webTables } from "./privileges.mjs";
import { ownLogins } from "./roles.mjs";
import { ensureDatabase, urlOf, withSession } from "./sessions.mjs";

type Row = Record<string, unknown>;
type Session = { query: (text: string, values?: unknown[]) => Promise<{ rows: Row[] }> };
type Logins = { url: string; urls: { web: string; realtime: string } };

const name = `privileges_${process.pid}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-privileges-"));
let here: Logins;
let neighbour: Logins;

/** Two installations on one server: this one with its own database, and a neighbour that has another. */
beforeAll(async () => {
  const superuser = urlOf(superuserUrl(), name);
  await ensureDatabase(urlOf(ownerUrl(), name));
  here = await separateLogins(superuser, "here.json");
  neighbour = await separateLogins(superuser, "neighbour.json");
  await migrate({ ...here, ownerUrl: urlOf(ownerUrl(), name) });
}, 60_000);
afterAll(async () => {
  await query(superuserUrl(), `drop database if exists ${name} with (force)`);
  for (const url of [here, neighbour].flatMap((one) => [one.url, ...Object.values(one.urls)]))
    await query(superuserUrl(), `drop role if exists ${new URL(url).username}`);
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Every table of the schema, and what one login may do with it. Months of price history follow their table. */
async function privilegesOf(url: string, schema: string): Promise<Record<string, unknown>> {
  const rows = await query(
    url,
    `select relname, array(
       select privilege from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
         with ordinality as known(privilege, position)
       where has_table_privilege(pg_class.oid, privilege) order by position) as privileges
     from pg_class where relnamespace = to_regnamespace('${schema}') and relkind in ('r', 'p', 'v', 'm') and not relispartition`,
  );
  return Object.fromEntries(rows.map((row) => [String(row.relname), row.privileges]));
}

/** What one login may do with tables, and which functions of ours and which locks of PostgreSQL it may call. */
async function everything(url: string): Promise<unknown> {
  const functions = await query(
    url,
    `select oid::regprocedure::text as name from pg_proc
     where (pronamespace in ('public'::regnamespace, 'bullmq'::regnamespace) or proname ~ 'advisory')
       and has_function_privilege(oid, 'execute') order by 1`,
  );
  return { tables: await privilegesOf(url, "public"), functions: functions.map((row) => row.name) };
}

describe("each process has a plain login of its own", () => {
  it("that owns nothing, and is the same at the next start", async () => {
    const logins = [here.url, here.urls.web, here.urls.realtime];
    expect(new Set(logins).size).toBe(3);
    for (const url of logins) await requirePlainRole(url);
    expect(await ownLogins(urlOf(superuserUrl(), name), path.join(folder, "here.json"))).toEqual(here);
  });

  it("web does with each table what its row says; a new table needs a row", async () => {
    expect(await privilegesOf(here.urls.web, "public")).toEqual(webTables);
  });

  it("realtime does nothing with any table, and hears what is published", async () => {
    const mayDo = await privilegesOf(here.urls.realtime, "public");
    expect(Object.keys(mayDo).sort()).toEqual(Object.keys(webTables).sort());
    expect(Object.values(mayDo).flat()).toEqual([]);
    await query(here.urls.realtime, "listen market");
  });

  it("workers write every table, but not the record of migrations, and what the audit holds they only read and add to", async () => {
    const every = ["select", "insert", "update", "delete"];
    const expected = Object.fromEntries(Object.keys(webTables).map((table) => [table, every]));
    expect(await privilegesOf(here.url, "public")).toEqual({
      ...expected,
      _prisma_migrations: ["select"],
      audit_entries: ["select", "insert"],
    });
  });

  it("neither web nor realtime sees the queue", async () => {
    for (const url of Object.values(here.urls))
      await expect(query(url, "select count(*) from bullmq.job")).rejects.toThrow("permission denied");
    expect(await query(here.url, "select count(*)::int as jobs from bullmq.job")).toEqual([{ jobs: 0 }]);
  });
});

describe("web and realtime may not", () => {
  it.each([
    ["write an offer", "update offers set provider = 'x'"],
    ["delete prices", "delete from price_points"],
    [
      "invent the health of a provider",
      "insert into provider_health (provider, source) values ('x', 'live')",
    ],
    ["switch the platform to live", "update platform_mode set mode = 'live'"],
    ["forge the audit", "insert into audit_entries (at) values (now())"],
    ["write a month of prices by its own name", "delete from price_points_default"],
    ["drop a month by a function of the owner", "select drop_price_month('price_points', '2020-01-01')"],
    ["make a table", "create table public.intruder (id int)"],
    ["make a temporary table", "create temporary table intruder (id int)"],
    ["act as the workers", "set role gpubroker_app"],
    ["act as the owner", "set role gpubroker_owner"],
    ["read passwords", "select rolpassword from pg_authid"],
    ["read a file of the server", "select pg_read_file('postgresql.conf')"],
    ["hold the lock of a poll", "select pg_advisory_lock(hashtext('ingest:vultr:live'))"],
    ["hold the lock of migrations", "select pg_try_advisory_lock(72707369)"],
    ["store data outside of all tables", "select lo_from_bytea(0, 'x')"],
    ["read a file through a large object", "select lo_import('PG_VERSION')"],
    ["write to the log of changes", "select pg_logical_emit_message(false, 'x', 'x')"],
    ["run a program", "copy (select 1) to program 'true'"],
  ])("%s", async (_name, statement) => {
    for (const url of Object.values(here.urls))
      await expect(query(url, statement)).rejects.toThrow(/permission denied/);
  });
});

describe("the functions that read and write files of the server", () => {
  const functions = ["lo_import(text)", "lo_import(text, oid)", "lo_export(oid, text)"];
  const everyLogin = () => [here.url, ...Object.values(here.urls), urlOf(ownerUrl(), name)];

  /** The functions that logins may call, as "login: function". */
  async function callable(): Promise<unknown[]> {
    const found = `select current_user || ': ' || name as call from unnest(array['${functions.join("', '")}']) as name
      where has_function_privilege(name, 'execute')`;
    const rows = await Promise.all(everyLogin().map((url) => query(url, found)));
    return rows.flat().map(({ call }) => call);
  }

  it("are no login's to call, not the workers' or the owner's either", async () => {
    expect(await callable()).toEqual([]);
    for (const statement of ["select lo_import('PG_VERSION')", "select lo_export(0, '/tmp/intruder')"])
      for (const url of everyLogin())
        await expect(query(url, statement)).rejects.toThrow("permission denied");
  });

  it("are taken from both where an earlier version has given them", async () => {
    const both = "gpubroker_app, gpubroker_owner";
    await query(urlOf(superuserUrl(), name), `grant execute on function ${functions.join(", ")} to ${both}`);
    expect(await callable()).toHaveLength(6);
    await migrate({ ...here, ownerUrl: urlOf(ownerUrl(), name) });
    expect(await callable()).toEqual([]);
  });
});

it("workers lock polls as before, also after the second migration", async () => {
  await migrate({ ...here, ownerUrl: urlOf(ownerUrl(), name) });
  await query(here.url, "select pg_advisory_lock(hashtext('ingest:vultr:live'))");
});

describe("grants that have lost their role or their table after they were remembered as done", () => {
  // The groups are the server's, so this server is another one.
  let server: Awaited<ReturnType<typeof joinPostgres>>;
  const own = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-lost-grants-"));
  beforeAll(async () => {
    server = await joinPostgres(own, { durable: false });
  }, 60_000);
  afterAll(async () => {
    await server.leave();
    fs.rmSync(own, { recursive: true, force: true });
    for (const stamp of stamps()) fs.rmSync(stamp);
  });
  const lost = `${name}_lost`;
  const stamps = () =>
    [path.join(dataFolder, "stamps", `migrate-${lost}`)].filter((file) => fs.existsSync(file));

  it.each([
    ["web, made again", "web", ["drop owned by gpubroker_web", "drop role gpubroker_web"]],
    ["workers, made again", "workers", ["drop owned by gpubroker_app", "drop role gpubroker_app"]],
    ["web, revoked by hand", "web", ["revoke select on offers from gpubroker_web"]],
    [
      "all, in a copy without grants",
      "workers",
      [
        "grant execute on all functions in schema public, bullmq to public",
        "drop owned by gpubroker_app, gpubroker_web",
      ],
    ],
    [
      "functions, given to everybody by hand",
      "web",
      ["grant execute on function drop_price_month, pg_advisory_lock(bigint) to public"],
    ],
  ] as const)("are as before again: %s", async (_name, group, statements) => {
    const { url, urls, ownerUrl: owner } = server.urlsOf(lost);
    const superuser = new URL(owner);
    superuser.searchParams.delete("options");
    const every = [url, ...Object.values(urls)];
    await migrate({ url, urls, ownerUrl: owner }, { remember: true });
    expect(stamps()).toHaveLength(1);
    const before = await Promise.all(every.map(everything));
    for (const statement of statements) await query(superuser.toString(), statement);
    const login = new URL(group === "web" ? urls.web : url).username;
    const role = group === "web" ? "gpubroker_web" : "gpubroker_app";
    await query(
      superuser.toString(),
      `do $$ begin create role ${role} nologin; exception when duplicate_object then end $$`,
    );
    await query(superuser.toString(), `grant ${role} to ${login}`);
    expect(await Promise.all(every.map(everything))).not.toEqual(before);
    await migrate({ url, urls, ownerUrl: owner }, { remember: true });
    expect(await Promise.all(every.map(everything))).toEqual(before);
    for (const one of [urls.web, urls.realtime])
      await expect(query(one, "select drop_price_month('price_points', '2020-01-01')")).rejects.toThrow(
        "permission denied",
      );
    await query(url, "select pg_advisory_lock(1)");
    expect(await query(url, "select count(*)::int as jobs from bullmq.job")).toEqual([{ jobs: 0 }]);
    await expect(query(url, "delete from bullmq.migration")).rejects.toThrow("permission denied");
  });
});

describe("the database of an installation", () => {
  it("refuses the logins of another installation on the same server", async () => {
    for (const url of [neighbour.url, ...Object.values(neighbour.urls)])
      await expect(query(url, "select 1")).rejects.toThrow("permission denied for database");
  });

  it("stays open to logins that have used it until now, when an earlier version has left it open to all", async () => {
    const owner = urlOf(ownerUrl(), name);
    await query(owner, `grant connect on database ${name} to public`);
    await migrate({ ...here, ownerUrl: owner });
    expect(await query(neighbour.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await expect(query(neighbour.urls.realtime, "select 1")).rejects.toThrow(
      "permission denied for database",
    );
    await query(owner, `revoke connect on database ${name} from ${new URL(neighbour.url).username}`);
    await migrate({ ...here, ownerUrl: owner });
    await expect(query(neighbour.url, "select 1")).rejects.toThrow("permission denied for database");
  });

  it("keeps the one login of earlier versions for the workers, and adds the others", async () => {
    const file = path.join(folder, "earlier.json");
    const { username: user, password } = new URL(here.url);
    fs.writeFileSync(file, JSON.stringify({ user, password }));
    const logins = await separateLogins(urlOf(superuserUrl(), name), "earlier.json");
    expect(logins.url).toBe(here.url);
    for (const url of Object.values(logins.urls))
      await query(superuserUrl(), `drop role ${new URL(url).username}`);
  });

  it("is used with that one login by all processes when its owner may no longer create others", async () => {
    const file = path.join(folder, "shared.json");
    const { username: user, password } = new URL(here.url);
    fs.writeFileSync(file, JSON.stringify({ user, password }));
    const mayCreateNone = urlOf(settings().DATABASE_URL, name);
    await query(
      urlOf(ownerUrl(), name),
      `grant connect on database ${name} to ${new URL(mayCreateNone).username}`,
    );
    const { url, urls } = await ownLogins(mayCreateNone, file);
    expect([new URL(url).username, urls]).toEqual([user, undefined]);
    await expect(ownLogins(mayCreateNone, path.join(folder, "none.json"))).rejects.toThrow(
      "permission denied",
    );
  });

  it("that an administrator has given one login serves all processes with it", async () => {
    const shared = `${name}_shared`;
    await ensureDatabase(urlOf(ownerUrl(), shared));
    const plain = urlOf(settings().DATABASE_URL, shared);
    try {
      await migrate({ url: plain, urls: undefined, ownerUrl: urlOf(ownerUrl(), shared) });
      expect(await query(plain, "select count(*)::int as offers from offers")).toEqual([{ offers: 0 }]);
      expect(await query(neighbour.url.replace(name, shared), "select 1 as one")).toEqual([{ one: 1 }]);
    } finally {
      await query(superuserUrl(), `drop database ${shared} with (force)`);
    }
  });
});

async function separateLogins(adminUrl: string, file: string): Promise<Logins> {
  const { url, urls } = await ownLogins(adminUrl, path.join(folder, file));
  if (urls === undefined) throw new Error("the processes share a login");
  return { url, urls };
}

function query(url: string, text: string): Promise<Row[]> {
  return withSession(url, async (session: Session) => (await session.query(text)).rows);
}
