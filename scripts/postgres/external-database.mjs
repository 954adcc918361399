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

/** The role that the URL logs in as. Creates the database if it does not exist. */
async function readRole(setting, url) {
  try {
    await ensureDatabase(url);
    return await withSession(
      url,
      async (session) => (await session.query(roleQuery, [processGroup])).rows[0],
    );
  } catch (error) {
    throw new PlainError(
      `Cannot connect to ${withoutPassword(url)}, the database of ${setting} (${error.message || error.code}). Start that database, correct ${setting}, or unset it to use the embedded PostgreSQL.`,
    );
  }
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
  if (!URL.canParse(url)) return "a value that is not a URL";
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
