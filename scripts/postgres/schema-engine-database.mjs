// What the schema engine does to whole databases, by plain SQL on PostgreSQL's maintenance database.
import pg from "pg";

export async function ping(url) {
  await query(url, databaseOf(url), "select 1");
}

export async function createDatabase(url, name = databaseOf(url)) {
  await query(url, "postgres", `create database ${pg.escapeIdentifier(name)}`);
}

/** Sessions still open on it are cut. */
export async function dropDatabase(url, name = databaseOf(url)) {
  await query(url, "postgres", `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

/** PostgreSQL's error as the code and words Prisma's CLI acts on; P1003 makes it create the database. */
export function describeFailure(error) {
  if (error.code === "3D000") return { code: "P1003", message: "Database does not exist" };
  return { code: error.code === "28P01" ? "P1000" : "P1001", message: error.message };
}

function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function query(url, database, text) {
  const there = new URL(url);
  there.pathname = `/${encodeURIComponent(database)}`;
  // Prisma's own parameter, unknown to PostgreSQL
  there.searchParams.delete("schema");
  const client = new pg.Client({ connectionString: there.toString() });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
