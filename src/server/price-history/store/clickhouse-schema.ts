import { FINE_DAYS, HOURLY_DAYS } from "@/domain/price/price-history";
import { type SeriesTable, seriesKinds, seriesTables } from "./contract";

/** So that no window starts on a day that is just being forgotten. */
const SPARE_DAYS = 2;

/**
 * The tables of {@link seriesTables} in ClickHouse.
 *
 * - A row sent twice is one row: the sorting key is the point's identity, and of equals the later one stays.
 * - The hours are made by a view as points arrive, late ones too: of an hour the row with the largest `at` stays.
 * - Points are forgotten by TTL. Hours past keeping are drawn together into one row a series, its last: a price that has
 *   not moved for longer than a year is still known.
 * - Prices are never null here, because a TTL cannot aggregate nulls rightly: 0 stands for "not offered".
 */
export const clickhouseSchema: readonly string[] = seriesKinds.flatMap((kind) => {
  const table = seriesTables[kind];
  return [pointsOf(table), hoursOf(table), viewOf(table)];
});

function pointsOf(table: SeriesTable): string {
  return `
    create table if not exists ${table.points} (${columnsOf(table, "at")})
    engine = ReplacingMergeTree partition by toYYYYMM(at) order by (${table.key}, at)
    ttl toDateTime(at) + interval ${FINE_DAYS + SPARE_DAYS} day delete`;
}

function hoursOf(table: SeriesTable): string {
  const last = table.values.map((value) => `${value} = argMax(${value}, at)`).join(", ");
  return `
    create table if not exists ${table.hours} (${columnsOf(table, "hour", "at")})
    engine = ReplacingMergeTree(at) order by (${table.key}, hour)
    ttl toDateTime(hour) + interval ${HOURLY_DAYS + SPARE_DAYS} day group by ${table.key} set at = max(at), ${last}`;
}

function viewOf(table: SeriesTable): string {
  return `
    create materialized view if not exists ${table.points}_to_hours to ${table.hours} as
    select ${table.key}, toStartOfHour(at) as hour, at, ${table.values.join(", ")} from ${table.points}`;
}

function columnsOf({ key, keyType, values }: SeriesTable, ...times: string[]): string {
  return [
    `${key} ${keyType === "text" ? "String" : "Int32"}`,
    ...times.map((time) => `${time} DateTime64(3, 'UTC')`),
    ...values.map((value) => `${value} Int64`),
  ].join(", ");
}
