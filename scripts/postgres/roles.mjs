// The roles of a server: the group whose members the processes log in as, this installation's login, and the owner.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { urlOf, withSession } from "./sessions.mjs";

/** Holds the processes' privileges, which migrations grant and revoke. Logins are its members. */
export const processGroup = "gpubroker_app";

/** Owns the databases of an embedded server. Nobody logs in as it: the launcher's own account acts for it. */
const embeddedOwner = "gpubroker_owner";

// of failed logins, as PostgreSQL's error codes: no such role or not allowed here, and wrong password
const refusals = ["28000", "28P01"];

/**
 * The login that this installation's processes use. It is made once and kept in a file that only its owner can read, so that
 * several installations can share a server.
 *
 * @param adminUrl of a role that may create roles.
 * @param file     where user and password are kept.
 * @returns `adminUrl` with that login.
 */
export async function ownLogin(adminUrl, file) {
  const kept = readLogin(file);
  if (kept !== null && (await isAccepted(withLogin(adminUrl, kept)))) return withLogin(adminUrl, kept);
  const login = {
    user: `${processGroup}_${randomBytes(4).toString("hex")}`,
    password: randomBytes(24).toString("hex"),
  };
  await withSession(adminUrl, async (session) => {
    await ensureGroup(session);
    await session.query(
      `create role ${login.user} login password '${login.password}' in role ${processGroup}`,
    );
  });
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(login), { mode: 0o600 });
  return withLogin(adminUrl, login);
}

/** Makes the group unless it is there. */
export async function ensureGroup(session) {
  await ensureRole(session, `${processGroup} nologin`);
}

/**
 * Makes the owner of an embedded server's databases, and hands it those that earlier versions made as superuser.
 *
 * @param adminUrl the superuser's, on the maintenance database.
 */
export async function ensureEmbeddedOwner(adminUrl) {
  const foreign = await withSession(adminUrl, async (session) => {
    await ensureRole(session, `${embeddedOwner} nologin createdb`);
    const { rows } = await session.query(
      `select datname as name from pg_database
       where not datistemplate and datname <> 'postgres' and pg_get_userbyid(datdba) <> $1`,
      [embeddedOwner],
    );
    return rows;
  });
  for (const { name } of foreign) await withSession(urlOf(adminUrl, name), handOver);
}

/** The embedded server's owner, for whom the superuser's session acts from its first statement on. */
export function asEmbeddedOwner(superuserUrl) {
  const url = new URL(superuserUrl);
  url.searchParams.set("options", `-c role=${embeddedOwner}`);
  return url.toString();
}

/** REASSIGN OWNED would do, were the superuser not the one that the whole cluster belongs to. In one transaction. */
async function handOver(session) {
  const { rows } = await session.query(ownershipStatements, [embeddedOwner]);
  await session.query(rows.map(({ statement }) => statement).join(";\n"));
}

/** Indexes follow their table, and sequences of a column do as well; the database comes last and marks the rest as done. */
const ownershipStatements = `
  with ours as (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
  select format('alter schema %I owner to %I', nspname, $1::text) as statement
    from pg_namespace where oid in (select oid from ours) and nspname <> 'public'
  union all
  select format('alter table %s owner to %I', oid::regclass, $1::text)
    from pg_class where relnamespace in (select oid from ours) and relkind in ('r', 'p', 'v', 'm', 'S')
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype in ('a', 'i')
        and refclassid = 'pg_class'::regclass and relkind = 'S')
  union all
  select format('alter type %s owner to %I', oid::regtype, $1::text)
    from pg_type where typnamespace in (select oid from ours) and typtype in ('e', 'd')
  union all
  select format('alter routine %s owner to %I', oid::regprocedure, $1::text)
    from pg_proc where pronamespace in (select oid from ours)
  union all
  select format('alter database %I owner to %I', current_database(), $1::text)`;

async function ensureRole(session, definition) {
  const [name] = definition.split(" ");
  const { rows } = await session.query("select from pg_roles where rolname = $1", [name]);
  if (rows.length > 0) return;
  await session.query(`create role ${definition}`).catch((error) => {
    // another launcher made it meanwhile
    if (!["42710", "23505"].includes(error.code)) throw error;
  });
}

async function isAccepted(url) {
  try {
    await withSession(url, async () => {});
    return true;
  } catch (error) {
    // the database may still have to be made
    if (error.code === "3D000") return true;
    if (refusals.includes(error.code)) return false;
    throw error;
  }
}

function readLogin(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

function withLogin(url, { user, password }) {
  const there = new URL(url);
  there.username = user;
  there.password = password;
  return there.toString();
}
