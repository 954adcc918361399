import { z } from "zod";
import { AppError } from "@/domain/errors";
import type { Span } from "@/domain/price/price-history";
import { clickhouse, ensureTables } from "./clickhouse-client";
import { MOST_ROWS, type PricePoint, type PriceStore, type SeriesTable, seriesTables } from "./contract";

/** Integers of 64 bits come as text or as numbers, by the server's version. */
const integer = z.coerce.number();
const rows = z.array(z.object({ key: z.string(), ms: integer, values: z.array(integer) }));

/**
 * History in ClickHouse, read as in PostgreSQL. Hours are made as points arrive, so an hourly span needs no points.
 *
 * @throws {AppError} PROVIDER_FAILED when it does not answer.
 */
export function clickhouseStore(url: string): PriceStore {
  return {
    read: async (kind, keys, span) => {
      if (keys.length === 0) return [];
      const table = seriesTables[kind];
      try {
        await ensureTables(url);
        const before = await ask(url, beforeQuery(table), table, { keys, span });
        return [...before, ...(await ask(url, withinQuery(table, span), table, { keys, span }))];
      } catch (error) {
        throw new AppError("PROVIDER_FAILED", "ClickHouse did not answer a question about prices", {
          cause: error,
          reason: { code: "price_history.unreachable", parameters: {} },
        });
      }
    },
  };
}

async function ask(
  url: string,
  query: string,
  table: SeriesTable,
  { keys, span: { from, to } }: { keys: readonly string[]; span: Span },
): Promise<PricePoint[]> {
  const answer = await clickhouse(url).query({
    query,
    format: "JSONEachRow",
    query_params: {
      keys: table.keyType === "text" ? [...keys] : keys.map(Number),
      from: from.getTime(),
      to: to.getTime(),
    },
  });
  return rows.parse(await answer.json()).map(({ key, ms, values }) => ({
    key,
    at: new Date(ms),
    values: values.map((value, index) =>
      value === 0 && table.values[index] !== "offer_count" ? null : value,
    ),
  }));
}

/** In the column's own type, so that the sorting key finds them. */
function isWanted({ key, keyType }: SeriesTable): string {
  return `${key} in {keys: Array(${keyType === "text" ? "String" : "Int32"})}`;
}

const from = "fromUnixTimestamp64Milli({from: Int64}, 'UTC')";
const to = "fromUnixTimestamp64Milli({to: Int64}, 'UTC')";

function beforeQuery(table: SeriesTable): string {
  const { key, points, hours, values } = table;
  const columns = ["at", ...values].join(", ");
  return `
    select toString(${key}) as key, toUnixTimestamp64Milli(tupleElement(last, 1)) as ms, [${values
      .map((_, index) => `tupleElement(last, ${index + 2})`)
      .join(", ")}] as values
    from (
      select ${key}, argMax(tuple(${columns}), at) as last from (
        select ${key}, ${columns} from ${points} where ${isWanted(table)} and at < ${from}
        union all
        select ${key}, ${columns} from ${hours} where ${isWanted(table)} and hour <= ${from} and at < ${from}
      ) group by ${key}
    )`;
}

/** `final`: of rows sent twice, or of two closings of one hour, only one is meant, merged yet or not. */
function withinQuery(table: SeriesTable, { isHourly }: Span): string {
  const { key, values, offered } = table;
  const [name, time] = isHourly ? [table.hours, "hour"] : [table.points, "at"];
  return `
    select toString(${key}) as key, toUnixTimestamp64Milli(at) as ms, [${values.join(", ")}] as values
    from (
      select ${key}, at, ${values.join(", ")}, ${offered.column} = 0 as is_gap, toUnixTimestamp64Milli(${time}) as moment,
        count() over (partition by ${key}) as size, min(moment) over (partition by ${key}) as first
      from ${name} final where ${isWanted(table)} and ${time} >= ${from} and ${time} <= ${to}
    )
    order by ${key}, at desc
    limit 1 by ${key}, is_gap,
      if(size <= ${MOST_ROWS}, moment, intDiv(moment - first, intDiv({to: Int64} - first, ${MOST_ROWS}) + 1))`;
}
