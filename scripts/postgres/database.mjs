// The database of a run: the one DATABASE_URL names, or the embedded PostgreSQL.
import { createHash } from "node:crypto";
import path from "node:path";
import { dataFolder, PlainError } from "../prepare/environment.mjs";
import { joinPostgres } from "./postgres.mjs";

/**
 * @param options.simulated simulated prices live in a database of their own, never among the real ones.
 * @returns {{ url: string, what: string, leave(): Promise<void> }}
 */
export async function openDatabase({ simulated = false } = {}) {
  const given = process.env.DATABASE_URL;
  if (given) {
    await requireReachable(given);
    return { url: given, what: "PostgreSQL of DATABASE_URL", leave: async () => {} };
  }
  const server = await joinPostgres(path.join(dataFolder, "postgres"));
  const url = server.urlOf(simulated ? "gpubroker_simulated" : "gpubroker");
  const what = server.joined ? "embedded PostgreSQL (already running)" : "embedded PostgreSQL";
  return { url, what, leave: server.leave };
}

/**
 * A text that changes when the database is another one or its tables were made anew or emptied (TRUNCATE and
 * `prisma migrate reset` give tables new files); null when it cannot be told.
 *
 * @param tables SQL pattern of the table names that matter.
 */
export async function identityOf(url, tables) {
  try {
    const { rows } = await query(
      url,
      `select (select system_identifier from pg_control_system()) as server, array_agg(oid || ':' || relfilenode order by oid) as files
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relispartition and relname like $1`,
      [tables],
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

async function requireReachable(url) {
  try {
    await query(url, "select 1", []);
  } catch (error) {
    // 3D000: the server is there, the database is not yet; the migrations make it
    if (error.code === "3D000") return;
    throw new PlainError(
      `DATABASE_URL is set, but ${withoutPassword(url)} cannot be reached (${error.message || error.code}): start that database, mend DATABASE_URL, or unset it to use the embedded PostgreSQL.`,
    );
  }
}

async function query(url, text, values) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return await client.query(text, values);
  } finally {
    await client.end().catch(() => {});
  }
}

function withoutPassword(url) {
  if (!URL.canParse(url)) return "its value (not a URL)";
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
