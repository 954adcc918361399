// The database of a run: an external one if DATABASE_URL or DATABASE_OWNER_URL is set, otherwise the embedded PostgreSQL.
import { createHash } from "node:crypto";
import path from "node:path";
import { dataFolder } from "../prepare/environment.mjs";
import { openExternalDatabase } from "./external-database.mjs";
import { joinPostgres } from "./postgres.mjs";
import { withSession } from "./sessions.mjs";

/**
 * @param options.simulated whether to use the embedded server's database for simulated prices, which is separate from the real one.
 * @param options.retry whether to go on trying, instead of throwing, if the embedded server does not start.
 * @returns {{ url: string, urls?: { web: string, realtime: string }, ownerUrl: string | null, what: string,
 *   leave(): Promise<void> }} url is for the processes, urls for those with a login that may do less. ownerUrl is for migrations;
 *   null if this role may not run them. what describes the database.
 */
export async function openDatabase({ simulated = false, retry = false } = {}) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (url || ownerUrl) {
    const external = await openExternalDatabase({ url, ownerUrl, folder: dataFolder });
    const setting = url ? "DATABASE_URL" : "DATABASE_OWNER_URL";
    return { ...external, what: `PostgreSQL of ${setting}`, leave: async () => {} };
  }
  const server = await joinPostgres(path.join(dataFolder, "postgres"), { keep: true, retry });
  const urls = server.urlsOf(simulated ? "gpubroker_simulated" : "gpubroker");
  const what = server.joined ? "embedded PostgreSQL (already running)" : "embedded PostgreSQL";
  return { ...urls, what, leave: server.leave };
}

/**
 * A fingerprint that changes if the database is a different one, or if its tables were recreated or emptied (TRUNCATE and
 * `prisma migrate reset` give tables new files). Null if it cannot be determined.
 *
 * @param tables SQL LIKE pattern of the tables to include.
 */
export async function identityOf(url, tables) {
  try {
    const { rows } = await withSession(url, (session) =>
      session.query(
        `select (select system_identifier from pg_control_system()) as server, array_agg(oid || ':' || relfilenode order by oid) as files
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relispartition and relname like $1`,
        [tables],
      ),
    );
    const [{ server, files }] = rows;
    return files === null
      ? null
      : createHash("sha256")
          .update(JSON.stringify([server, files]))
          .digest("hex");
  } catch {
    return null;
  }
}
