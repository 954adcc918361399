import { defaultFilter } from "cmdk";

/** Below this the letters merely occur in the text in that order. A match inside a word scores 0.17. */
const LEAST_SCORE = 0.15;

export type Matchable = { label: string; keywords: readonly string[] };

/**
 * Entries that hold every word of the text, best first, with their score in (0, 1]; equal ones keep their order.
 *
 * Accents and case do not count. An empty text matches everything with score 1.
 */
export function matchEntries<Entry extends Matchable>(
  entries: readonly Entry[],
  text: string,
): { entry: Entry; score: number }[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score);
}

function scoreOf({ label, keywords }: Matchable, words: readonly string[]): number {
  const texts = [label, ...keywords].map(plain);
  const best = (word: string) => Math.max(...texts.map((text) => defaultFilter(text, word)));
  return Math.min(1, ...words.map(best));
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
