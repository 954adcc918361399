import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { logFor } from "./log";
import { settings } from "./settings";

const ANSWER_WITHIN_MS = 5000;
const ASK_AGAIN_MS = 1000;

type RolePrivileges = {
  role: string;
  isSuperuser: boolean;
  bypassesRowSecurity: boolean;
  /** Other privileges over the server or over every table, worded for the message. */
  excesses: string[];
  /** What the role owns, directly or through a role that it is a member of. */
  owned: string[];
};

/**
 * Refuses to serve with more rights in the database than a process needs: row-level security does not apply to the owner of a
 * table, and a mistake or an intruder could change or drop the tables.
 *
 * The role that the session logged in as counts too: `options=-c role=...` in the address changes only the current role, and
 * any statement can change it back.
 *
 * @throws {Error} when the role is a superuser, has BYPASSRLS, CREATEROLE or REPLICATION, is a member of a predefined role for
 *   all data or for the server's files and programs, owns the schema `public` or a table in it, or is a member of a role for
 *   which one of these is true.
 */
export async function requirePlainRole(databaseUrl = settings().DATABASE_URL): Promise<void> {
  const refusal = await findRefusal(databaseUrl);
  if (refusal !== null) throw new Error(refusal);
}

/**
 * {@link requirePlainRole} for a process that starts: waits for a database that is away, and exits when the role has too many
 * rights. Throwing is not enough in the web process, because Next.js would keep listening and answer each request with the error.
 *
 * @param onAway called once if the database cannot be asked at the first attempt.
 */
export async function exitUnlessPlainRole(room: string, onAway: () => void = () => undefined): Promise<void> {
  const log = logFor(room);
  let said: string | null = null;
  for (;;) {
    try {
      const refusal = await findRefusal(settings().DATABASE_URL);
      if (said !== null) log.info("the database answers again");
      if (refusal === null) return;
      log.fatal(refusal);
      process.exit(1);
    } catch (error) {
      const hindrance = describeHindrance(error);
      if (said !== hindrance) log.warn({ reason: String(error) }, hindrance);
      if (said === null) onAway();
      said = hindrance;
      await sleep(ASK_AGAIN_MS);
    }
  }
}

/** What keeps this process from asking the database, and what to do. The address has a password, so only its setting is named. */
function describeHindrance(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("28"))
    return "the database refuses the login: correct the user and the password in DATABASE_URL, or admit that user on the server; asking again every second";
  if (code === "3D000")
    return "the database does not exist: correct its name in DATABASE_URL, or create it with npm run up; asking again every second";
  if (code === "42501")
    return "the user of DATABASE_URL may not connect to the database: npm run up admits it; asking again every second";
  return "the database does not answer; waiting for it";
}

/** Resolves once {@link exitUnlessPlainRole} has had its answer, or has begun to wait for the database in the background. */
export function exitUnlessPlainRoleLater(room: string): Promise<void> {
  return new Promise((resolve, reject) => {
    exitUnlessPlainRole(room, resolve).then(resolve, reject);
  });
}

/** @throws when the database does not answer. */
async function findRefusal(databaseUrl: string): Promise<string | null> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // Lost between two steps: the next step reports it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<RolePrivileges>(privilegesQuery);
    const problem = rows[0] && describeProblem(rows[0]);
    return rows[0] && problem ? describe(rows[0].role, problem) : null;
  } finally {
    // Not awaited: a server that hangs does not answer the goodbye either.
    client.end().catch(() => undefined);
  }
}

const privilegesQuery = `
  with mine as (
    select * from pg_roles where pg_has_role(current_user, oid, 'MEMBER') or pg_has_role(session_user, oid, 'MEMBER')
  )
  select session_user as role,
    exists (select from mine where rolsuper) as "isSuperuser",
    exists (select from mine where rolbypassrls) as "bypassesRowSecurity",
    array(
      select 'has CREATEROLE' from mine where rolcreaterole
      union all
      select 'has REPLICATION' from mine where rolreplication
      union all
      select 'is a member of ' || rolname from mine
      where rolname in ('pg_read_all_data', 'pg_write_all_data', 'pg_maintain', 'pg_read_server_files',
        'pg_write_server_files', 'pg_execute_server_program')
    ) as excesses,
    array(
      select 'the schema ' || nspname from pg_namespace
      where nspname = 'public' and nspowner in (select oid from mine)
      union all
      select 'the table ' || relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner in (select oid from mine)
    ) as owned`;

function describeProblem(privileges: RolePrivileges): string | null {
  const { isSuperuser, bypassesRowSecurity, excesses, owned } = privileges;
  if (isSuperuser) return "is a superuser";
  if (bypassesRowSecurity) return "has BYPASSRLS";
  if (owned[0] !== undefined) return `owns ${owned[0]}`;
  return excesses[0] ?? null;
}

function describe(role: string, problem: string): string {
  return `DATABASE_URL logs in as "${role}", which ${problem}. This process refuses to serve with such a role. Set DATABASE_URL to a role that is only a member of gpubroker_app, made by: create role gpubroker_login login password 'A-PASSWORD' in role gpubroker_app. Keep the present address in DATABASE_OWNER_URL, which migrations use. (npm run up does all of this when the role may create roles.)`;
}
