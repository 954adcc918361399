import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { databaseFailureOf } from "./failure";

const MOST_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 5;

type Statements = { query: (text: string, values?: unknown[]) => Promise<unknown> };

/**
 * Lets a pool of single statements repeat one that PostgreSQL gave up for another (a deadlock): as a transaction of its own, it has
 * left nothing behind.
 *
 * BullMQ's statements for finishing jobs lock each other out under load. Without this, a job that has succeeded counts as failed,
 * runs again, and after its last attempt stays failed.
 */
export function repeatConflicts(pool: Statements): void {
  const query = pool.query.bind(pool);
  pool.query = async (...statement) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await query(...statement);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || databaseFailureOf(error) !== "conflict") throw error;
        await pause(randomInt(1, FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  };
}
