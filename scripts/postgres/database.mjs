// The database of a run: the one DATABASE_URL names, or the embedded PostgreSQL.
import { createHash } from "node:crypto";
import path from "node:path";
import { dataFolder } from "../prepare/environment.mjs";
import { openGivenDatabase } from "./given-database.mjs";
import { joinPostgres } from "./postgres.mjs";
import { withSession } from "./sessions.mjs";

/**
 * @param options.simulated simulated prices live in a database of their own, never among the real ones.
 * @returns {{ url: string, ownerUrl: string | null, what: string, leave(): Promise<void> }} url is for processes, ownerUrl for
 *   migrations and null where they are run elsewhere.
 */
export async function openDatabase({ simulated = false } = {}) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (url || ownerUrl) {
    const given = await openGivenDatabase({ url, ownerUrl, folder: dataFolder });
    const setting = url ? "DATABASE_URL" : "DATABASE_OWNER_URL";
    return { ...given, what: `PostgreSQL of ${setting}`, leave: async () => {} };
  }
  const server = await joinPostgres(path.join(dataFolder, "postgres"));
  const urls = server.urlsOf(simulated ? "gpubroker_simulated" : "gpubroker");
  const what = server.joined ? "embedded PostgreSQL (already running)" : "embedded PostgreSQL";
  return { ...urls, what, leave: server.leave };
}

/**
 * A text that changes when the database is another one or its tables were made anew or emptied (TRUNCATE and
 * `prisma migrate reset` give tables new files); null when it cannot be told.
 *
 * @param tables SQL pattern of the table names that matter.
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
