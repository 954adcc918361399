import { defaultFilter } from "cmdk";

/** Below this the letters merely occur in the text in that order. A match inside a word scores 0.17. */
const LEAST_SCORE = 0.15;

/** A keyword finds an entry, but another that is called so stands before it. */
const KEYWORD_WEIGHT = 0.9;

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
  const best = (word: string) =>
    Math.max(
      defaultFilter(plain(label), word),
      ...keywords.map((keyword) => KEYWORD_WEIGHT * defaultFilter(plain(keyword), word)),
    );
  return Math.min(1, ...words.map(best));
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
