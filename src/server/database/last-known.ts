import { LRUCache } from "lru-cache";
import type { Db } from "@/server/db";
import { asAppError } from "./failure";

/** Enough for every small list and the questions that pages ask again and again. */
const MOST_ANSWERS = 300;

const answers = new WeakMap<Db, LRUCache<string, { answer: unknown }>>();

/**
 * Answers a read from the database, and while the database cannot, with the last answer to the same question. For small reads
 * that are the same for every caller and whose figures carry their own times, so that their age stays visible.
 *
 * @param question names the read and everything that its answer depends on.
 * @throws what `read` throws, when nothing is known or the database did answer.
 */
export async function lastKnown<Answer>(
  db: Db,
  question: string,
  read: () => Promise<Answer>,
): Promise<Answer> {
  const known = answers.get(db) ?? new LRUCache({ max: MOST_ANSWERS });
  answers.set(db, known);
  try {
    const answer = await read();
    known.set(question, { answer });
    return answer;
  } catch (error) {
    const kept = known.get(question);
    if (kept === undefined || asAppError(error).code !== "UNAVAILABLE") throw error;
    // The same question was answered by the same read.
    return kept.answer as Answer;
  }
}
