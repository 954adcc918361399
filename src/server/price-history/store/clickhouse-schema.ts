import { FINE_DAYS, HOURLY_DAYS } from "@/domain/price/price-history";
import { type SeriesTable, seriesKinds, seriesTables } from "./contract";

/** So that no window starts on a day that is being deleted. */
const SPARE_DAYS = 2;

/**
 * The tables of {@link seriesTables} in ClickHouse.
 *
 * - A row that is sent twice is one row: the sorting key identifies the point, and the later of two equal rows remains.
 * - A view writes the hours as points arrive, including late ones: for each hour the row with the largest `at` remains.
 * - Points are deleted by TTL. Hours past their retention are merged into one row per series, the last one, so that a price
 *   that has not changed for over a year is still known.
 * - Prices are never null here, because a TTL cannot aggregate nulls correctly: 0 means "not offered".
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
