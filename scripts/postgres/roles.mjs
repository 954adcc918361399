// The roles of a server: the groups of the processes, the logins of this installation (members of a group), and the owner.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { urlOf, withSession } from "./sessions.mjs";

/** The group that has the processes' privileges, which migrations grant and revoke. Logins are its members. */
export const processGroup = "gpubroker_app";

/** The group of the web process, which may do less. The realtime process only listens: its login is in no group. */
export const webGroup = "gpubroker_web";

/** Owns the databases of an embedded server. It cannot log in: the launcher connects as superuser and switches to it. */
const embeddedOwner = "gpubroker_owner";

// PostgreSQL's error codes for failed logins: no such role or not allowed to log in, and wrong password.
const refusals = ["28000", "28P01"];
// The password was right, but the database does not exist yet, or is not open to this login yet.
const insufficientPrivilege = "42501";
const laterObstacles = ["3D000", insufficientPrivilege];

/** The processes with a login of their own, and the group of each. All others use the first. */
const groups = { workers: processGroup, web: webGroup, realtime: null };

/**
 * The logins that this installation's processes use. They are created once and stored in a file that only the file's owner can
 * read, so several installations can share a server.
 *
 * @param adminUrl must log in as a role that may create roles.
 * @param file     stores users and passwords.
 * @returns {Promise<{ url: string, urls?: { web: string, realtime: string } }>} `adminUrl` with the login of the workers, seed and
 *   shell, and with those of the processes that may do less. Without urls, all share the login of an earlier version, because the
 *   role of `adminUrl` may no longer create others.
 */
export async function ownLogins(adminUrl, file) {
  const kept = readLogins(file);
  const logins = {};
  for (const name of Object.keys(groups)) {
    const login = kept[name];
    const isUsable = login !== undefined && (await isAccepted(withLogin(adminUrl, login)));
    logins[name] = isUsable ? login : await createLogin(adminUrl, groups[name]).catch(shareOrThrow(name));
  }
  if (Object.values(logins).includes(null)) return { url: withLogin(adminUrl, logins.workers) };
  if (JSON.stringify(logins) !== JSON.stringify(kept)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(logins), { mode: 0o600 });
  }
  const { workers, ...others } = logins;
  const urls = Object.entries(others).map(([name, login]) => [name, withLogin(adminUrl, login)]);
  return { url: withLogin(adminUrl, workers), urls: Object.fromEntries(urls) };
}

/** Null stands for a login that is shared. The workers' own cannot be. */
function shareOrThrow(name) {
  return (error) => {
    if (error.code !== insufficientPrivilege || name === "workers") throw error;
    return null;
  };
}

async function createLogin(adminUrl, group) {
  const user = `${group ?? "gpubroker_realtime"}_${randomBytes(4).toString("hex")}`;
  const password = randomBytes(24).toString("hex");
  const membership = group === null ? "" : ` in role ${group}`;
  await withSession(adminUrl, async (session) => {
    await ensureGroup(session);
    await ensureRole(session, `${webGroup} nologin`);
    await session.query(`create role ${user} login password '${password}'${membership}`);
  });
  return { user, password };
}

/** Creates the group of all processes if it does not exist. */
export async function ensureGroup(session) {
  await ensureRole(session, `${processGroup} nologin`);
}

/**
 * Creates the owner of an embedded server's databases, and transfers to it the databases that earlier versions created as superuser.
 *
 * @param adminUrl must log in as the superuser, to the maintenance database.
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

/** The URL of a superuser session that acts as the embedded server's owner from its first statement on. */
export function asEmbeddedOwner(superuserUrl) {
  const url = new URL(superuserUrl);
  url.searchParams.set("options", `-c role=${embeddedOwner}`);
  return url.toString();
}

/** Runs in one transaction. REASSIGN OWNED does not work here, because the superuser owns the whole cluster. */
async function handOver(session) {
  const { rows } = await session.query(ownershipStatements, [embeddedOwner]);
  await session.query(rows.map(({ statement }) => statement).join(";\n"));
}

/** Indexes and the sequences of columns follow their table. The database comes last, as the mark that the rest is done. */
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
    // Another launcher created it meanwhile.
    if (!["42710", "23505"].includes(error.code)) throw error;
  });
}

async function isAccepted(url) {
  try {
    await withSession(url, async () => {});
    return true;
  } catch (error) {
    if (laterObstacles.includes(error.code)) return true;
    if (refusals.includes(error.code)) return false;
    throw error;
  }
}

/**
 * Empty if the file does not exist or is truncated: then other logins are created. Earlier versions kept one login for all
 * processes, which stays that of the workers.
 */
function readLogins(file) {
  try {
    const { user, password, ...logins } = JSON.parse(fs.readFileSync(file, "utf8"));
    return user === undefined ? logins : { workers: { user, password } };
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return {};
    throw error;
  }
}

function withLogin(url, { user, password }) {
  const there = new URL(url);
  there.username = user;
  there.password = password;
  return there.toString();
}
