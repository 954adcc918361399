import type { MachineResult } from "@/domain/pod/machine";
import { ProviderError } from "@/server/http/provider-error";
import type { Refused } from "./answer";

type Page<Row> = { ok: true; rows: readonly Row[]; next: string | null } | Refused;

/**
 * Reads a list to its last page.
 *
 * @param read fetches the page at a cursor; null for the first one. `next` is null on the last page.
 * @returns all rows, or the first refusal.
 * @throws {ProviderError} bad_response for a list that returns to a page or has more than `maxPages`: part of a list would
 *   make machines look gone.
 */
export async function readPages<Row>(
  slug: string,
  maxPages: number,
  read: (cursor: string | null) => Promise<Page<Row>>,
): Promise<MachineResult<Row[]>> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  for (let count = 0; count < maxPages; count += 1) {
    const page: Page<Row> = await read(cursor);
    if (!page.ok) return page;
    rows.push(...page.rows);
    if (page.next === null) return { ok: true, value: rows };
    if (seen.has(page.next)) throw new ProviderError("bad_response", `${slug}: a list repeats a page`);
    seen.add(page.next);
    cursor = page.next;
  }
  throw new ProviderError("bad_response", `${slug}: a list has more than ${maxPages} pages`);
}
