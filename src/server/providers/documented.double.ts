import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isProviderError } from "@/server/http/provider-error";
import { nothingPublished, type Provider, type ProviderRequest, type PublishedPrices } from "./contract";
import { readAt } from "./fixture.double";

const documentedSchema = z.strictObject({
  /** The owner's documents that name the fields, each with its day or commit; and what could not be read. */
  sources: z.array(z.string().min(1)).min(1),
  /**
   * What a poll asks, with replies that together carry every documented field. The replies to one path are given in turn, and
   * the last one again; `csv` stands for a file with a line for each object. `as` begins the names of the fields.
   */
  calls: z
    .array(
      z.strictObject({
        path: z.string(),
        as: z.string().default(""),
        replies: z.array(z.unknown()).min(1).optional(),
        csv: z.array(z.record(z.string(), z.string())).min(1).optional(),
      }),
    )
    .min(1),
  /** Paths of objects whose names are data: "data" makes "data.gpu_1x_a10.price" the field "data.*.price". */
  named: z.array(z.string()).default([]),
  /** Our own names in a GraphQL query, and the documented ones. */
  aliases: z.record(z.string(), z.string()).default({}),
  /** Documented values of a field besides those in the replies. */
  values: z.record(z.string(), z.array(z.unknown())).default({}),
});
export type Documented = z.output<typeof documentedSchema>;
type Call = Documented["calls"][number];

export function parseDocumented(value: unknown): Documented {
  return documentedSchema.parse(value);
}

export function loadDocumented(slug: string): Documented {
  const file = path.resolve(process.cwd(), "src/server/providers", slug, "documented.json");
  return parseDocumented(JSON.parse(readFileSync(file, "utf8")));
}

/** One value in a reply: the name of its field, and the way to it. */
type Leaf = { field: string; call: number; at: readonly (string | number)[]; value: unknown };

/** Every value that is not an object or a list with content. */
export function leavesOf({ calls, named, aliases }: Documented): Leaf[] {
  return calls.flatMap((call, index) =>
    contentOf(call).flatMap((reply, turn) =>
      walk(reply, call.as, [turn], { named, aliases }).map((leaf) => ({ ...leaf, call: index })),
    ),
  );
}

function contentOf(call: Call): unknown[] {
  return call.csv === undefined ? (call.replies ?? []) : [call.csv];
}

function walk(
  value: unknown,
  field: string,
  at: Leaf["at"],
  names: Pick<Documented, "named" | "aliases">,
): Omit<Leaf, "call">[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((child, index) => walk(child, `${field}[]`, [...at, index], names));
  const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (children.length === 0) return [{ field, at, value }];
  return children.flatMap(([name, child]) => {
    const shown = names.named.includes(field) ? "*" : (names.aliases[name] ?? name);
    return walk(child, field === "" ? shown : `${field}.${shown}`, [...at, name], names);
  });
}

export type FieldReport = {
  documented: string[];
  /** Another value changes an offer, a refusal, an error or a call. */
  read: string[];
  /** No other value that was tried changes anything, and the adapter gives no reason. */
  neither: string[];
  /** Ignored by the adapter's own words, and read nevertheless. */
  both: string[];
  /** Ignored, but nothing documents them. */
  undocumented: string[];
};

/**
 * Finds out by experiment which documented fields an adapter reads: it polls the documented replies, with one value at a time
 * replaced by others of its kind. A field that is named in a schema and then not used changes nothing, so it is not read.
 */
export async function judgeFields(
  provider: Provider,
  documented: Documented,
  published: PublishedPrices,
): Promise<FieldReport> {
  const leaves = leavesOf(documented);
  const fields = [...new Set(leaves.map(({ field }) => field))];
  const outcome = (calls: readonly Call[]) => pollOutcome(provider, calls, published);
  const usual = await outcome(documented.calls);
  const read = new Set<string>();
  for (const leaf of leaves) {
    if (read.has(leaf.field)) continue;
    const seen = leaves.filter(({ field }) => field === leaf.field).map(({ value }) => value);
    for (const other of othersOf(leaf.value, [...seen, ...(documented.values[leaf.field] ?? [])])) {
      const now = await outcome(withOther(documented.calls, leaf, other));
      // Null does not show which type belongs there, and a refused type does not show that the value is used.
      if (now === usual || (leaf.value === null && wrongType.test(now))) continue;
      read.add(leaf.field);
      break;
    }
  }
  const ignored = new Set(Object.values(provider.ignoredFields).flat());
  return {
    documented: fields,
    read: [...read],
    neither: fields.filter((field) => !read.has(field) && !ignored.has(field)),
    both: fields.filter((field) => read.has(field) && ignored.has(field)),
    undocumented: [...ignored].filter((field) => !fields.includes(field)),
  };
}

const wrongType = /"field\.type"|Invalid input/;

/** Other values of the same kind, and those that the owner documents. Dates and their seconds are on both sides of the poll. */
function othersOf(value: unknown, documented: readonly unknown[]): unknown[] {
  const [past, future] = [978_307_200, 4_102_444_800];
  const days = ["2001-01-01T00:00:00Z", "2100-01-01T00:00:00Z"];
  const known = documented.filter((one) => one !== value);
  if (typeof value === "string") {
    const isDecimal = /^\d+(?:\.\d+)?$/.test(value);
    return [...known, "other", ...days, ...(isDecimal ? [String(Number(value) * 2 + 1)] : [])];
  }
  if (typeof value === "number") return [...known, value * 2 + 1, value / 2, 1, 0, past, future];
  if (typeof value === "boolean") return [...known, !value];
  if (Array.isArray(value)) return [...known, ["other"]];
  if (value === null) return [...known, "other", 1, true, past, future, ...days];
  return [...known, { other: 1 }];
}

function withOther(calls: readonly Call[], { call: index, at }: Leaf, other: unknown): Call[] {
  const copy = structuredClone([...calls]);
  const call = copy[index];
  let node: unknown = call === undefined ? undefined : contentOf(call);
  for (const name of at.slice(0, -1)) node = Reflect.get(Object(node), name);
  Reflect.set(Object(node), at.at(-1) ?? 0, other);
  return copy;
}

/** All that a poll leads to: its calls, and its offers or its error. */
async function pollOutcome(
  provider: Provider,
  calls: readonly Call[],
  published: PublishedPrices,
): Promise<string> {
  const asked: unknown[] = [];
  const request = answering(provider, calls, asked);
  try {
    const reply = await provider.fetchOffers(request);
    return JSON.stringify([asked, provider.readOffers(reply, { now: readAt, published })]);
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return JSON.stringify([asked, error.kind, error.message]);
  }
}

type Others = Readonly<Record<string, unknown>>;

/** Offers of the documented replies, with other values in some fields, wherever these occur. */
export async function pollDocumented(
  provider: Provider,
  documented: Documented,
  { published = nothingPublished, others = {} }: { published?: PublishedPrices; others?: Others } = {},
) {
  const calls = leavesOf(documented)
    .filter(({ field }) => field in others)
    .reduce((so, leaf) => withOther(so, leaf, others[leaf.field]), documented.calls);
  const reply = await provider.fetchOffers(answering(provider, calls, []));
  return provider.readOffers(reply, { now: readAt, published });
}

function answering(provider: Provider, calls: readonly Call[], asked: unknown[]): ProviderRequest {
  const turns = new Map<string, number>();
  const answer = (wanted: string, details: unknown) => {
    asked.push([wanted, details]);
    const turn = turns.get(wanted) ?? 0;
    turns.set(wanted, turn + 1);
    const replies = calls.find((call) => call.path === wanted)?.replies;
    if (replies === undefined) throw new Error(`${provider.slug}: no documented reply to ${wanted}`);
    return replies[Math.min(turn, replies.length - 1)];
  };
  return {
    secrets: Object.fromEntries(provider.secretNames.map((name) => [name, `canary-${name}`])),
    getJson: async (wanted, query, headers) => answer(wanted, [query, headers]),
    postJson: async (wanted, body, headers) => answer(wanted, [body, headers]),
    getLines: (wanted) => {
      const isFirst = !turns.has("file");
      turns.set("file", 1);
      asked.push(wanted);
      return linesOf(calls.find(({ csv }) => csv !== undefined)?.csv ?? [], isFirst);
    },
  };
}

/** A file as AWS publishes it; only the first file that is asked for has rows. */
async function* linesOf(rows: readonly Record<string, string>[], hasRows: boolean): AsyncGenerator<string> {
  const line = (values: readonly string[]) => values.map((value) => `"${value}"`).join(",");
  yield line(Object.keys(rows[0] ?? {}));
  if (hasRows) for (const row of rows) yield line(Object.values(row));
}
