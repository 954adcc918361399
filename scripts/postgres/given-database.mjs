// A PostgreSQL of somebody else's: who migrates it, and as whom the processes log in.
import path from "node:path";
import { PlainError } from "../prepare/environment.mjs";
import { ensureGroup, ownLogin, processGroup } from "./roles.mjs";
import { ensureDatabase, withSession } from "./sessions.mjs";

/**
 * Opens the database of DATABASE_URL and DATABASE_OWNER_URL. With both, the processes use the first and migrations the second. With
 * one that names an owner, the processes get a login of their own, made here. With one that names a plain role, nothing is
 * migrated here.
 *
 * @param options { url, ownerUrl, folder } folder: where a login made here is kept.
 * @returns {Promise<{ url: string, ownerUrl: string | null }>}
 * @throws {PlainError} when a database cannot be reached, or its roles are not fit for this.
 */
export async function openGivenDatabase({ url, ownerUrl, folder }) {
  if (url && ownerUrl) {
    await reach("DATABASE_OWNER_URL", ownerUrl);
    await prepareGroup(ownerUrl);
    const role = await reach("DATABASE_URL", url);
    if (!role.is_member) throw new PlainError(describeStranger(role.name));
    return { url, ownerUrl };
  }
  const setting = url ? "DATABASE_URL" : "DATABASE_OWNER_URL";
  const only = url || ownerUrl;
  const role = await reach(setting, only);
  if (role.is_plain) return { url: only, ownerUrl: null };
  const { hostname, port } = new URL(only);
  const file = path.join(folder, `database-login-${hostname}-${port || 5432}.json`);
  try {
    return { url: await ownLogin(only, file), ownerUrl: only };
  } catch (error) {
    if (error.code === insufficientPrivilege) throw new PlainError(describeMissingRoles(setting, role.name));
    throw error;
  }
}

const insufficientPrivilege = "42501";

/** Who the URL logs in as. Makes the database unless it is there. */
async function reach(setting, url) {
  try {
    await ensureDatabase(url);
    return await withSession(url, async (session) => (await session.query(whoIsIt, [processGroup])).rows[0]);
  } catch (error) {
    throw new PlainError(
      `${setting} is set, but ${withoutPassword(url)} cannot be reached (${error.message || error.code}). Start that database, correct ${setting}, or unset it to use the embedded PostgreSQL.`,
    );
  }
}

/** Plain is a member of the group that owns nothing here. A superuser counts as owner of everything. */
const whoIsIt = `
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
      `The role of DATABASE_OWNER_URL may not create roles. Let an administrator of the server run: create role ${processGroup} nologin`,
    );
  }
}

function describeStranger(name) {
  return `DATABASE_URL logs in as "${name}", which is not a member of ${processGroup} and so may not read the tables. Let an administrator of the server run: grant ${processGroup} to "${name}"`;
}

function describeMissingRoles(setting, name) {
  return `${setting} logs in as "${name}", which owns the database and may not create roles, and the processes of gpubroker do not serve as owner.
Let an administrator of the server run:
  create role ${processGroup} nologin;
  create role gpubroker_login login password 'A-PASSWORD' in role ${processGroup};
Then set DATABASE_OWNER_URL to the address that ${setting} has now, and DATABASE_URL to the same address with user gpubroker_login and its password.`;
}

function withoutPassword(url) {
  if (!URL.canParse(url)) return "its value (not a URL)";
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
