import { withSession } from "../postgres/sessions.mjs";

/**
 * One query on a separate connection. It only reads, so that what is compared stays as the product wrote it.
 *
 * @param {string} url
 * @param {string} text
 * @param {unknown[]} values
 * @returns {Promise<import("pg").QueryResult>}
 */
export function query(url, text, values = []) {
  const limits = { connectWithinMs: 3_000, answerWithinMs: 60_000 };
  return withSession(url, (session) => session.query(text, values), limits);
}
