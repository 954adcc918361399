import { defaultFilter } from "cmdk";
import { searchText, searchWords } from "@/domain/search-words";

/** Below this score, the letters merely occur in the text in that order. A match inside a word scores 0.17. */
const MIN_SCORE = 0.15;

/** An entry that matches by its keyword ranks below one that matches by its name. */
const KEYWORD_WEIGHT = 0.9;

export type Matchable = { label: string; keywords: readonly string[] };

/**
 * Entries that contain every word of the text, best first, with their score in (0, 1]; the order of ties is stable.
 *
 * Accents and case are ignored. An empty text matches everything with score 1.
 */
export function matchEntries<Entry extends Matchable>(
  entries: readonly Entry[],
  text: string,
): { entry: Entry; score: number }[] {
  const words = searchWords(withoutAccents(text));
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score >= MIN_SCORE)
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
  return searchText(withoutAccents(text));
}

function withoutAccents(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "");
}
