// What each process may do in the database. The table is the whole truth: `npm run up` and `npm run db -- apply` make it so.
import { processGroup, webGroup } from "./roles.mjs";

/**
 * The tables that the web process may use, and how: it answers anybody, so it has little. Every table of the product has a row here,
 * and a test fails for one without.
 * Offers, prices and the health of providers have one writer each, the workers; a page only reads them.
 *
 * @type {Readonly<Record<string, readonly ("select" | "insert" | "update" | "delete")[]>>}
 */
export const webTables = {
  _prisma_migrations: [],
  audit_entries: [],
  feed_gaps: ["select"],
  gpu_price_hours: ["select"],
  gpu_price_points: ["select"],
  gpu_price_series: ["select"],
  market_index_points: ["select"],
  offers: ["select"],
  outbox_jobs: [],
  platform_mode: ["select"],
  price_hours: ["select"],
  price_points: ["select"],
  price_roll_up: ["select"],
  provider_health: ["select"],
  provider_polls: ["select"],
  quarantined_prices: ["select"],
  // How often each caller has asked in its minute, by hash. It decides nothing but whether to answer.
  rate_limit_windows: ["select", "insert", "update", "delete"],
  token_offers: ["select"],
  token_price_points: ["select"],
  unmapped_names: ["select"],
};

/** For row-level security, whose policies call them. The web process may call no other function of ours. */
const webFunctions = ["current_organization_id()", "current_actor_type()"];

/**
 * Gives the web process's group what the table says and takes everything else from it, in one transaction. Does nothing on a server
 * where an administrator has made only the group of all processes: then all of them share one login.
 *
 * @param session of the owner of the tables, after all migrations.
 */
export async function applyWebPrivileges(session) {
  const { rows } = await session.query("select from pg_roles where rolname = $1", [webGroup]);
  if (rows.length === 0) return;
  const grants = Object.entries(webTables)
    .filter(([, privileges]) => privileges.length > 0)
    .map(([name, privileges]) => `grant ${privileges.join(", ")} on table public."${name}" to ${webGroup}`);
  await session.query(
    [
      "begin",
      `revoke all on all tables in schema public from ${webGroup}`,
      `revoke all on all functions in schema public from ${webGroup}`,
      `grant usage on schema public to ${webGroup}`,
      ...grants,
      ...webFunctions.map((name) => `grant execute on function public.${name} to ${webGroup}`),
      "commit",
    ].join(";\n"),
  );
}

/** What migrations, ours and BullMQ's, have taken from the group of all processes again. */
const taken = {
  "public._prisma_migrations": "insert, update, delete",
  "public.audit_entries": "update, delete",
  "bullmq.migration": "insert, update, delete",
};

/**
 * Gives the group of all processes again what migrations have given it, if it has lost everything: the role was made again, or the
 * database comes from a copy without grants. Migrations are not applied twice, so nothing else would.
 *
 * @param session of the owner of the tables, after all migrations.
 */
export async function restoreProcessPrivileges(session) {
  const { rows } = await session.query(
    "select has_table_privilege($1, 'public._prisma_migrations', 'select') as has_them",
    [processGroup],
  );
  if (rows[0].has_them) return;
  const revocations = Object.entries(taken).map(
    ([table, privileges]) => `revoke ${privileges} on table ${table} from ${processGroup}`,
  );
  await session.query(["begin", restoration, ...revocations, "commit"].join(";\n"));
}

/** As in migration 20261126000000_roles. In "public" an extension may have put tables and functions of somebody else. */
const restoration = `
  grant usage on schema public to ${processGroup};
  grant usage, create on schema bullmq to ${processGroup};
  alter default privileges grant select, insert, update, delete on tables to ${processGroup};
  alter default privileges grant usage, select on sequences to ${processGroup};
  alter default privileges revoke execute on functions from public;
  alter default privileges grant execute on functions to ${processGroup};
  do $$
  declare
    lost record;
  begin
    for lost in
      select case relkind when 'S' then 'usage, select on sequence ' else 'select, insert, update, delete on table ' end
        || oid::regclass as what
      from pg_class
      where relnamespace in ('public'::regnamespace, 'bullmq'::regnamespace) and relkind in ('r', 'p', 'S')
        and pg_has_role(relowner, 'USAGE')
      union all
      select 'execute on function ' || oid::regprocedure from pg_proc
      where pronamespace in ('public'::regnamespace, 'bullmq'::regnamespace) and prokind = 'f' and pg_has_role(proowner, 'USAGE')
    loop
      execute format('grant %s to ${processGroup}', lost.what);
    end loop;
  end
  $$`;

/**
 * What the grants of this database depend on, and what they are: a text that changes if a group was made, made again or dropped, or
 * if anything was granted or revoked.
 */
export async function describePrivileges(session) {
  const { rows } = await session.query(
    `select array(select rolname || ' ' || oid from pg_roles where rolname = any($1) order by 1) as groups,
       array(
         select relname || ' ' || relacl::text from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1
       ) as grants`,
    [[processGroup, webGroup]],
  );
  return JSON.stringify(rows[0]);
}

/**
 * Functions of PostgreSQL that every login may call and by which one that may write no table still stops those that may: locks that
 * only have a number, and data outside of all tables.
 */
const builtIns = "^(pg_(try_)?advisory_|pg_logical_emit_message$|lo_|lowrite$|loread$)";

/**
 * Takes these functions from all logins but the workers and the owner of the database. Only a superuser can: on a server without one,
 * any login that may connect can hold the locks of a poll.
 *
 * @param session as the embedded server's owner, which is a superuser's.
 */
export async function limitBuiltIns(session) {
  const { rows } = await session.query(builtInsQuery, [builtIns, processGroup]);
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(", ");
  await session.query(
    [
      "begin",
      "set local role none",
      `revoke execute on function ${names} from public`,
      `grant execute on function ${names} to ${processGroup}, ${rows[0].owner}`,
      "commit",
    ].join(";\n"),
  );
}

const builtInsQuery = `
  select distinct pg_proc.oid::regprocedure as name, quote_ident(pg_get_userbyid(datdba)) as owner
  from pg_proc, pg_database, aclexplode(coalesce(proacl, acldefault('f', proowner))) as granted
  where datname = current_database() and pronamespace = 'pg_catalog'::regnamespace and proname ~ $1
    and (granted.grantee = 0 or not has_function_privilege($2, pg_proc.oid, 'execute'))
    and (select rolsuper from pg_roles where rolname = session_user)
  order by 1`;

/**
 * Lets only these logins connect to a database, beside its owner, so that installations on one server are apart. The first time,
 * logins that have used the database so far keep it: other machines of the same installation may log in with them.
 *
 * @param session of the owner of the database. Another role changes nothing, and PostgreSQL only warns.
 * @param logins  of this installation; with `isOurs` false an administrator has made them, who also decides who else may connect.
 * @returns whether every login of the server may still connect.
 */
export async function limitConnections(session, logins, { isOurs }) {
  const { rows } = await session.query(connectQuery, [processGroup]);
  const [{ database, is_open: isOpen, members }] = rows;
  const kept = isOurs && isOpen ? members : [];
  const grants = [...new Set([...logins, ...kept])].map(
    (login) => `grant connect on database ${database} to ${identifier(login)}`,
  );
  const closes = isOurs && isOpen ? [`revoke connect, temporary on database ${database} from public`] : [];
  await session.query([...grants, ...closes].join(";\n"));
  const { rows: after } = await session.query(connectQuery, [processGroup]);
  return { isOpen: after[0].is_open };
}

/** Names come from addresses and from the server's catalog, and may contain anything. */
function identifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Members matter only in a database with tables: nobody has used an empty one. */
const connectQuery = `
  select quote_ident(current_database()) as database,
    exists (
      select from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
      where datname = current_database() and grantee = 0 and privilege_type = 'CONNECT'
    ) as is_open,
    array(
      select member.rolname::text from pg_auth_members
      join pg_roles as member on member.oid = pg_auth_members.member
      join pg_roles as held on held.oid = pg_auth_members.roleid
      where held.rolname = $1 and member.rolcanlogin and to_regclass('public._prisma_migrations') is not null
    ) as members`;
