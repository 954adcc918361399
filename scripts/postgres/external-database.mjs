// A PostgreSQL that the launcher does not run: determines which role migrates it and which role the processes log in as.
import path from "node:path";
import { PlainError } from "../prepare/environment.mjs";
import { ensureGroup, ownLogins, processGroup } from "./roles.mjs";
import { ensureDatabase, withSession } from "./sessions.mjs";

/**
 * Opens the database of DATABASE_URL and DATABASE_OWNER_URL. If both are set, the processes use the first and migrations use the
 * second. If only one is set and it names an owner, this function creates a separate login for the processes. If only one is set
 * and it names a plain role, migrations must be run elsewhere.
 *
 * @param options { url, ownerUrl, folder } folder: where a created login is stored.
 * @returns {Promise<{ url: string, urls?: { web: string, realtime: string }, ownerUrl: string | null }>} urls only with logins that
 *   this function has created: otherwise all processes share the one of url.
 * @throws {PlainError} if a database cannot be reached, or a role lacks privileges that it needs.
 */
export async function openExternalDatabase({ url, ownerUrl, folder }) {
  if (url && ownerUrl) {
    await readRole("DATABASE_OWNER_URL", ownerUrl);
    await prepareGroup(ownerUrl);
    const role = await readRole("DATABASE_URL", url);
    if (!role.is_member) throw new PlainError(describeNonMember(role.name));
    return { url, ownerUrl };
  }
  const setting = url ? "DATABASE_URL" : "DATABASE_OWNER_URL";
  const only = url || ownerUrl;
  const role = await readRole(setting, only);
  if (role.is_plain) return { url: only, ownerUrl: null };
  const { hostname, port } = new URL(only);
  const file = path.join(folder, `database-login-${hostname}-${port || 5432}.json`);
  try {
    return { ...(await ownLogins(only, file)), ownerUrl: only };
  } catch (error) {
    if (error.code === insufficientPrivilege) throw new PlainError(describeMissingRoles(setting, role.name));
    throw error;
  }
}

const insufficientPrivilege = "42501";
const answerWithinMs = 10_000;

/** The role that the URL logs in as. Creates the database if it does not exist. */
async function readRole(setting, url) {
  if (!isAddress(url))
    throw new PlainError(
      `${setting} is not the address of a PostgreSQL database. Set it to an address such as postgresql://USER:PASSWORD@HOST:5432/DATABASE (special characters in the password are percent-encoded), or unset it to use the embedded PostgreSQL.`,
    );
  try {
    await ensureDatabase(url);
    return await withSession(
      url,
      async (session) => (await session.query(roleQuery, [processGroup])).rows[0],
      { answerWithinMs },
    );
  } catch (error) {
    throw new PlainError(
      `${describeFailure(setting, url, error)} Or unset it to use the embedded PostgreSQL.`,
    );
  }
}

function isAddress(text) {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

function describeFailure(setting, url, error) {
  const reason = error.message || error.code;
  const place = withoutPassword(url);
  if (/^28/.test(error.code ?? ""))
    return `${place}, the database of ${setting}, refuses the login (${reason}). Correct the user and the password in ${setting}.`;
  if (error.code === insufficientPrivilege)
    return `${place}, the database of ${setting}, does not exist, and its role may not create it (${reason}). Create it, or correct ${setting}.`;
  const silent = /timeout/i.test(reason) ? `no answer within ${answerWithinMs / 1000} s` : reason;
  return `Cannot connect to ${place}, the database of ${setting} (${silent}). Start that database, or correct ${setting}.`;
}

/** A plain role is a member of the group and owns nothing here. A superuser counts as the owner of everything. */
const roleQuery = `
  with membership as (select exists (
    select from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'USAGE')
  ) as is_member)
  select current_user as name, is_member, is_member
    and not pg_has_role(current_user, (select nspowner from pg_namespace where nspname = 'public'), 'MEMBER')
    and not exists (select from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and pg_has_role(current_user, relowner, 'MEMBER'))
    as is_plain
  from membership`;

async function prepareGroup(ownerUrl) {
  try {
    await withSession(ownerUrl, ensureGroup);
  } catch (error) {
    if (error.code !== insufficientPrivilege) throw error;
    throw new PlainError(
      `The role ${processGroup} does not exist, and the role of DATABASE_OWNER_URL may not create it. Ask an administrator of the server to run: create role ${processGroup} nologin`,
    );
  }
}

function describeNonMember(name) {
  return `DATABASE_URL logs in as "${name}", which may not read the tables because it is not a member of ${processGroup}. Ask an administrator of the server to run: grant ${processGroup} to "${name}"`;
}

function describeMissingRoles(setting, name) {
  return `${setting} logs in as "${name}", which owns the database. The processes of gpubroker must not run as the owner, and "${name}" may not create a separate role for them.
Ask an administrator of the server to run:
  create role ${processGroup} nologin;
  create role gpubroker_login login password 'A-PASSWORD' in role ${processGroup};
Then set DATABASE_OWNER_URL to the current value of ${setting}, and DATABASE_URL to the same URL with the user gpubroker_login and its password.`;
}

function withoutPassword(url) {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
