import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type MappedOffers, nothingPublished, type Provider, type PublishedPrices } from "./contract";

const field = z.string().nullable();
const fixtureSchema = z.strictObject({
  capturedAt: z.iso.datetime().nullable(),
  source: z.string().min(1),
  note: z.string().min(1),
  /**
   * Where the rows are (a list, or an object with named rows), and which of their fields contain price, number of GPUs,
   * VRAM and name. A dot leads into a nested field; null means that the feed has none.
   */
  lists: z
    .array(z.strictObject({ path: z.string(), price: field, name: z.string(), count: field, vram: field }))
    .min(1),
  response: z.unknown(),
});
export type Fixture = z.infer<typeof fixtureSchema>;

const folder = path.resolve(process.cwd(), "src/server/providers");

/** The committed reply of one provider, for tests. */
export function loadFixture(slug: string): Fixture {
  return fixtureSchema.parse(JSON.parse(readFileSync(path.join(folder, slug, "fixture.json"), "utf8")));
}

/** The moment of every fixture's poll. */
export const readAt = new Date("2026-11-23T12:00:00Z");

/** What an adapter makes of a fixture's reply. */
export function readReply(
  provider: Provider,
  reply: unknown,
  published: PublishedPrices = nothingPublished,
): MappedOffers {
  return provider.readOffers(reply, { now: readAt, published });
}

/** A row, or any other object with named fields. */
export const rowSchema = z.record(z.string(), z.unknown());
const rowContainer = z.union([z.array(z.unknown()), rowSchema]);

/** The reply with one of its nodes replaced by what `change` returns. */
export function changed(reply: unknown, dotted: string, change: (old: unknown) => unknown): unknown {
  const [head = "", ...rest] = dotted.split(".");
  if (Array.isArray(reply)) return reply.map((item, index) => (String(index) === head ? step(item) : item));
  const node = rowSchema.parse(reply);
  return { ...node, [head]: step(node[head]) };

  function step(old: unknown) {
    return rest.length === 0 ? change(old) : changed(old, rest.join("."), change);
  }
}

/** Undefined if a part of the path does not exist. */
export function valueAt(node: unknown, dotted: string): unknown {
  let value = node;
  for (const name of dotted.split(".")) value = rowSchema.safeParse(value).data?.[name];
  return value;
}

/** Rows by their key: the index, or the name in an object. */
export function rowsAt(reply: unknown, dotted: string): [key: string, row: unknown][] {
  return Object.entries(rowContainer.parse(valueAt(reply, dotted)));
}

/** The same rows, changed as a list, in a container of the same kind. */
export function withRows(
  rows: unknown,
  change: (entries: [string, unknown][]) => [string, unknown][],
): unknown {
  const entries = change(Object.entries(rowContainer.parse(rows)));
  return Array.isArray(rows) ? entries.map(([, row]) => row) : Object.fromEntries(entries);
}
