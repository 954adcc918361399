// Single database sessions for the launcher's queries.

/**
 * Opens a session, runs `work` with it and closes it.
 *
 * @param options.answerWithinMs for each statement; 0: a statement may take any time.
 */
export async function withSession(url, work, { connectWithinMs = 10_000, answerWithinMs = 0 } = {}) {
  const { default: pg } = await import("pg");
  const session = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answerWithinMs,
  });
  // An error between two queries; the next query reports it.
  session.on("error", () => {});
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end().catch(() => {});
  }
}

/** Creates the database of a URL if it does not exist. */
export async function ensureDatabase(url) {
  try {
    await withSession(url, async () => {});
  } catch (error) {
    if (error.code !== "3D000") throw error;
    const { default: pg } = await import("pg");
    const name = decodeURIComponent(new URL(url).pathname.slice(1));
    await withSession(urlOf(url, "postgres"), (session) =>
      session.query(`create database ${pg.escapeIdentifier(name)}`),
    ).catch((failure) => {
      // Another launcher created it meanwhile.
      if (!["42P04", "23505"].includes(failure.code)) throw failure;
    });
  }
}

/** A URL for another database with the same server and role. */
export function urlOf(url, database) {
  const there = new URL(url);
  there.pathname = `/${encodeURIComponent(database)}`;
  return there.toString();
}
