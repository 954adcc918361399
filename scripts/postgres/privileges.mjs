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
  market_index_chains: [],
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
 * database comes from a copy without grants. Migrations are not applied twice, so nothing else would. In such a copy everybody may
 * call the functions, and some act as their owner: that is always taken back.
 *
 * @param session of the owner of the tables, after all migrations.
 */
export async function restoreProcessPrivileges(session) {
  await session.query(closing);
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

/** Extensions keep theirs, even where the owner of our tables is a superuser and owns all functions. */
const closing = `
  do $$
  declare
    exposed regprocedure;
  begin
    for exposed in
      select pg_proc.oid from pg_proc
      where pronamespace in ('public'::regnamespace, 'bullmq'::regnamespace) and pg_has_role(proowner, 'USAGE')
        and exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0)
        and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
    loop
      execute format('revoke execute on routine %s from public', exposed);
    end loop;
  end
  $$`;

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
 * if anything was granted or revoked on our schemas, tables, sequences and functions or on those of PostgreSQL that only the workers
 * may call. Months of price history come and go, and are not in it.
 *
 * @param session of any login.
 */
export async function describePrivileges(session) {
  const { rows } = await session.query(grantsQuery, [[processGroup, webGroup], builtIns]);
  return JSON.stringify(rows[0]);
}

/** What others own, such as the sequences that workers make for queues, is not ours to grant. */
const grantsQuery = `
  with owner as (select relowner as oid from pg_class where oid = to_regclass('public._prisma_migrations')),
    schemas as (select oid, nspname, nspacl from pg_namespace where nspname in ('public', 'bullmq'))
  select array(select rolname || ' ' || oid from pg_roles where rolname = any($1) order by 1) as groups,
    array(
      select format('%s %s', nspname, nspacl) from schemas
      union all
      select format('%s %s', oid::regclass, relacl) from pg_class
      where relnamespace in (select oid from schemas) and relowner in (select oid from owner)
        and relkind in ('r', 'p', 'v', 'm', 'S') and not relispartition
      union all
      select format('%s %s', oid::regprocedure, proacl) from pg_proc
      where pronamespace in (select oid from schemas) and proowner in (select oid from owner)
        or pronamespace = 'pg_catalog'::regnamespace and proname ~ $2
      order by 1
    ) as grants`;

/**
 * Functions of PostgreSQL that every login may call and by which one that may write no table still stops those that may: locks that
 * only have a number, and data outside of all tables.
 */
const builtIns = "^(pg_(try_)?advisory_|pg_logical_emit_message$|lo_|lowrite$|loread$)";

/**
 * Takes these functions from all logins but the workers and the owner of the database. Only a superuser can: on a server without one,
 * any login that may connect can hold the locks of a poll. Those that PostgreSQL gives to nobody, since they read and write files of
 * the server, are taken from both as well: earlier versions gave them.
 *
 * @param session as the embedded server's owner, which is a superuser's.
 */
export async function limitBuiltIns(session) {
  const { rows } = await session.query(builtInsQuery, [builtIns, processGroup]);
  if (rows.length === 0) return;
  await session.query(
    ["begin", "set local role none", ...rows.map(({ statement }) => statement), "commit"].join(";\n"),
  );
}

/** In pg_init_privs is what initdb has granted or revoked itself. */
const builtInsQuery = `
  with known as (
    select pg_proc.oid::regprocedure as name, coalesce(proacl, acldefault('f', proowner)) as acl,
      exists (select from pg_init_privs where classoid = 'pg_proc'::regclass and objoid = pg_proc.oid) as is_kept_back,
      to_regrole($2)::oid as workers, datdba as owner
    from pg_proc, pg_database
    where datname = current_database() and pronamespace = 'pg_catalog'::regnamespace and proname ~ $1
      and (select rolsuper from pg_roles where rolname = session_user)
  )
  select format('revoke execute on function %s from public', name) as statement from known, aclexplode(acl)
  where not is_kept_back and grantee = 0
  union all
  select format('grant execute on function %s to %s', name, holder::regrole) from known, unnest(array[workers, owner]) as holder
  where not is_kept_back and not exists (select from aclexplode(acl) where grantee = holder)
  union all
  select format('revoke execute on function %s from %s', name, grantee::regrole) from known, aclexplode(acl)
  where is_kept_back and grantee in (workers, owner) and grantee <> grantor`;

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
