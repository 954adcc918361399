import type { Span } from "@/domain/price/price-history";
import type { Context } from "@/server/context";

/** The prices of one model per million tokens at one provider from `at` on; both null = not offered. */
export type TokenPricePoint = { at: Date; inputMicroUsd: number | null; outputMicroUsd: number | null };

type Row = { id: string; at: Date; input: number | null; output: number | null };

/**
 * Prices of token offers over a span, in ascending order, preceded by the last one before the span.
 *
 * @returns points by offer id; an offer without points has no entry.
 */
export async function readTokenPrices(
  { db }: Context,
  tokenOfferIds: readonly string[],
  { from, to }: Pick<Span, "from" | "to">,
): Promise<Map<string, TokenPricePoint[]>> {
  const rows = await db.$queryRaw<Row[]>`
    select wanted.id, at, input_micro_usd::float8 as input, output_micro_usd::float8 as output
    from unnest(${[...tokenOfferIds]}::text[]) as wanted(id) cross join lateral (
      (select * from token_price_points where token_offer_id = wanted.id and at < ${from}::timestamptz
        order by at desc limit 1)
      union all
      (select * from token_price_points where token_offer_id = wanted.id
        and at between ${from}::timestamptz and ${to}::timestamptz)
    ) as points order by wanted.id, at`;
  const points = new Map<string, TokenPricePoint[]>();
  for (const { id, at, input, output } of rows) {
    const point = { at, inputMicroUsd: input, outputMicroUsd: output };
    const known = points.get(id);
    if (known) known.push(point);
    else points.set(id, [point]);
  }
  return points;
}
