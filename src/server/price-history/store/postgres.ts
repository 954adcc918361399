import type { Span } from "@/domain/price/price-history";
import { Prisma } from "@/generated/prisma/client";
import type { Db } from "@/server/db";
import { MOST_ROWS, type PricePoint, type PriceStore, type SeriesTable, seriesTables } from "./contract";

/** A range of one table: its points between two times, both included, by its time column; slices reach to `end`. */
type TableRange = { table: SeriesTable; name: string; time: "at" | "hour"; from: Date; to: Date; end: Date };

/** History in PostgreSQL. A fine span reads points; an hourly span reads hours up to the roll-up mark and points after it. */
export function postgresStore(db: Db): PriceStore {
  return {
    read: async (kind, keys, span) => {
      if (keys.length === 0) return [];
      const table = seriesTables[kind];
      const [before, ranges] = await Promise.all([
        readBefore(db, table, keys, span.from),
        rangesOf(db, table, span),
      ]);
      const within = await Promise.all(ranges.map((range) => readWithin(db, range, keys)));
      return [before, ...within].flat();
    },
  };
}

async function rangesOf(db: Db, table: SeriesTable, { from, to, isHourly }: Span): Promise<TableRange[]> {
  const points = { table, name: table.points, time: "at" as const, from, to, end: to };
  if (!isHourly) return [points];
  const { rolledUpTo } = await db.priceRollUp.findUniqueOrThrow({ where: { id: 1 } });
  const lastHour = new Date(Math.min(to.getTime(), rolledUpTo.getTime() - 1));
  const hours = { table, name: table.hours, time: "hour" as const, from, to: lastHour, end: to };
  return [hours, { ...points, from: new Date(Math.max(from.getTime(), rolledUpTo.getTime())) }];
}

/** The last point before a given time, from the table that has the later one: old points are deleted, hours remain. */
function readBefore(db: Db, table: SeriesTable, keys: readonly string[], from: Date): Promise<PricePoint[]> {
  const [key, columns] = [Prisma.raw(table.key), columnsOf(table)];
  return gather(
    db,
    table,
    Prisma.sql`
    select last.* from unnest(${keysOf(table, keys)}) as wanted(key) cross join lateral (
      (select ${columns} from ${Prisma.raw(table.points)} where ${key} = wanted.key and at < ${from}::timestamptz
        order by at desc limit 1)
      union all
      (select ${columns} from ${Prisma.raw(table.hours)}
        where ${key} = wanted.key and hour <= ${from}::timestamptz and at < ${from}::timestamptz order by hour desc limit 1)
      order by at desc limit 1
    ) as last`,
  );
}

async function readWithin(db: Db, range: TableRange, keys: readonly string[]): Promise<PricePoint[]> {
  if (range.from > range.to) return [];
  const sizes = await measure(db, range, keys);
  const dense = sizes.filter(({ count }) => count > MOST_ROWS);
  const sparse = sizes.filter(({ count }) => count <= MOST_ROWS).map(({ key }) => key);
  const all = sparse.length === 0 ? [] : await readAll(db, range, sparse);
  return dense.length === 0 ? all : [...all, ...(await readThinned(db, range, dense))];
}

type Size = { key: string; count: number; first: Date };

/** First point and count of each key that has any; counting stops where thinning starts. */
function measure(
  db: Db,
  { table, name, time, from, to }: TableRange,
  keys: readonly string[],
): Promise<Size[]> {
  const column = Prisma.raw(time);
  const within = Prisma.sql`from ${Prisma.raw(name)} where ${Prisma.raw(table.key)} = wanted.key
    and ${column} between ${from}::timestamptz and ${to}::timestamptz`;
  return db.$queryRaw<Size[]>`
    select wanted.key::text as key, size.count, size.first
    from unnest(${keysOf(table, keys)}) as wanted(key) cross join lateral (
      select count(*)::int as count, min(at) as first
      from (select ${column} as at ${within} order by ${column} limit ${MOST_ROWS + 1}) as counted
    ) as size where size.count > 0`;
}

function readAll(db: Db, { table, name, time, from, to }: TableRange, keys: readonly string[]) {
  const [key, column] = [Prisma.raw(table.key), Prisma.raw(time)];
  return gather(
    db,
    table,
    Prisma.sql`
    select ${columnsOf(table)} from ${Prisma.raw(name)} where ${key} = any(${keysOf(table, keys)})
      and ${column} between ${from}::timestamptz and ${to}::timestamptz`,
  );
}

/**
 * One index lookup per slice instead of a scan of every row: the cost grows with the answer, not with the table. Gaps have a
 * separate partial index.
 */
function readThinned(db: Db, { table, name, time, to, end }: TableRange, dense: readonly Size[]) {
  const [key, column, source] = [Prisma.raw(table.key), Prisma.raw(time), Prisma.raw(name)];
  const columns = columnsOf(table);
  const keys = keysOf(
    table,
    dense.map((size) => size.key),
  );
  const firsts = dense.map(({ first }) => first);
  const widths = dense.map(({ first }) => sliceMs(first, end));
  return gather(
    db,
    table,
    Prisma.sql`
    with wanted as (
      select key, first, width * interval '1 millisecond' as width
      from unnest(${keys}, ${firsts}::timestamptz[], ${widths}::float8[]) as wanted(key, first, width)
    )
    select offered.* from wanted
        cross join lateral generate_series(wanted.first, ${to}::timestamptz, wanted.width) as slice(start)
        cross join lateral (
          select ${columns} from ${source} where ${key} = wanted.key and not (${isGap(table)}) and ${column} >= slice.start
            and ${column} < slice.start + wanted.width and ${column} <= ${to}::timestamptz order by ${column} desc limit 1
        ) as offered
      union all
      select gap.* from wanted cross join lateral (
        select distinct on (date_bin(wanted.width, ${column}, wanted.first)) ${columns} from ${source}
        where ${key} = wanted.key and ${isGap(table)} and ${column} between wanted.first and ${to}::timestamptz
        order by date_bin(wanted.width, ${column}, wanted.first), ${column} desc
      ) as gap`,
  );
}

/** The width of a slice in whole milliseconds, for at most {@link MOST_ROWS} slices; both stores use the same slices. */
function sliceMs(first: Date, end: Date): number {
  return Math.floor((end.getTime() - first.getTime()) / MOST_ROWS) + 1;
}

type KeyPoints = { key: string; points: [ms: number, ...values: (number | null)[]][] };

/** Returns the points of a query as JSON in one row per key: one row per point takes the client five times as long. */
async function gather(db: Db, table: SeriesTable, query: Prisma.Sql): Promise<PricePoint[]> {
  const rows = await db.$queryRaw<KeyPoints[]>`
    select key::text as key,
      json_agg(json_build_array((extract(epoch from at) * 1000)::int8, ${Prisma.raw(table.values.join(", "))}) order by at) as points
    from (${query}) as found group by key order by key`;
  return rows.flatMap(({ key, points }) =>
    points.map(([ms, ...values]) => ({ key, at: new Date(ms), values })),
  );
}

function columnsOf({ key, values }: SeriesTable) {
  return Prisma.raw([`${key} as key`, "at", ...values].join(", "));
}

function isGap({ offered: { column, gap } }: SeriesTable) {
  return Prisma.raw(gap === "null" ? `${column} is null` : `${column} = ${gap}`);
}

function keysOf({ keyType }: SeriesTable, keys: readonly string[]) {
  return keyType === "text" ? Prisma.sql`${[...keys]}::text[]` : Prisma.sql`${keys.map(Number)}::int4[]`;
}
