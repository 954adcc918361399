/** Rows a page of a search. */
export const PAGE_SIZE = 100;

/**
 * Rows that there are to show. Pages are read one by one as they come into sight: when offers have left the market since the first
 * was read, the table ends where a later page does, and no line below it waits for a row that will never come.
 *
 * @param total as the first page said.
 * @param later pages that were read after it, with the rows that came.
 */
export function rowCountOf(total: number, later: readonly { page: number; rows: number }[]): number {
  const ends = later
    .filter(({ rows }) => rows < PAGE_SIZE)
    .map(({ page, rows }) => (page - 1) * PAGE_SIZE + rows);
  return Math.min(total, ...ends);
}
