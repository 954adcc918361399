import { setTimeout as sleep } from "node:timers/promises";
import { countDifferentValues, countDuplicates, findWrong, type Point } from "./differences";
import type { Plan } from "./plan";
import { query } from "./query.mjs";

/** How the instance differs from its undisturbed twin. All zero: nothing was lost, invented or written twice. */
export type Differences = {
  offers: number;
  tokenOffers: number;
  /** Prices that the twin did not see at that time. */
  wrongPricePoints: number;
  /** Two points of one offer in a row with the same price. */
  duplicatePricePoints: number;
  pricePoints: number;
  twinPricePoints: number;
};

const SETTLE_WITHIN_MS = 240_000;

/** Waits until both have polled the whole market. @returns the time since when what they store can be compared, in milliseconds. */
export async function untilComparable({ ownerUrl, twinUrl }: Plan): Promise<number> {
  await Promise.all([settle(ownerUrl), settle(twinUrl)]);
  const { rows } = await query(ownerUrl, "select extract(epoch from clock_timestamp()) * 1000 as now_ms");
  return Number(rows[0].now_ms);
}

/** Freezes the market, waits until both have polled all of it, and compares what they have stored since a time. */
export async function compareWithTwin(
  { simulatorUrl, ownerUrl, twinUrl }: Plan,
  sinceMs: number,
): Promise<Differences> {
  const frozen = await fetch(`${simulatorUrl}/_control/freeze`, { method: "POST" });
  if (!frozen.ok) throw new Error(`the simulated market did not freeze: ${frozen.status}`);
  await Promise.all([settle(ownerUrl), settle(twinUrl)]);
  const [offers, tokenOffers] = await Promise.all([
    countDifferent(ownerUrl, twinUrl, OFFERS),
    countDifferent(ownerUrl, twinUrl, TOKEN_OFFERS),
  ]);
  const [own, twin] = await Promise.all([pricePoints(ownerUrl), pricePoints(twinUrl)]);
  const wrong = findWrong(own, twin, sinceMs);
  for (const { key, atMs, price } of wrong.slice(0, 5))
    console.log(`    wrong: ${key} at ${new Date(atMs).toISOString()}: ${price}`);
  return {
    offers,
    tokenOffers,
    wrongPricePoints: wrong.length,
    duplicatePricePoints: countDuplicates(own),
    pricePoints: own.length,
    twinPricePoints: twin.length,
  };
}

/** A poll that began after this moment has seen the frozen market. Every feed needs two, for prices that were held. */
async function settle(url: string): Promise<void> {
  const { rows } = await query(url, "select clock_timestamp() as now");
  const deadlineMs = performance.now() + SETTLE_WITHIN_MS;
  for (;;) {
    const waiting = await query(
      url,
      `select provider from provider_health where source = 'simulated' and provider not in
         (select provider from provider_polls where ok and started_at > $1 group by provider having count(*) >= 2)`,
      [rows[0].now],
    );
    if (waiting.rows.length === 0) return;
    if (performance.now() > deadlineMs)
      throw new Error(`not polled since: ${waiting.rows.map(({ provider }) => provider).join(", ")}`);
    await sleep(1000);
  }
}

const OFFERS = `select provider || ' ' || external_id as key,
  concat_ws('|', fingerprint, micro_usd_per_gpu_hour, availability, gone_at is not null) as value
  from offers where source = 'simulated'`;
const TOKEN_OFFERS = `select provider || ' ' || external_id as key,
  concat_ws('|', fingerprint, input_micro_usd, output_micro_usd, gone_at is not null) as value
  from token_offers where source = 'simulated'`;

async function countDifferent(ownUrl: string, twinUrl: string, text: string): Promise<number> {
  const [own, twin] = await Promise.all([valuesOf(ownUrl, text), valuesOf(twinUrl, text)]);
  return countDifferentValues(own, twin);
}

async function valuesOf(url: string, text: string): Promise<Map<string, string>> {
  const { rows } = await query(url, text);
  return new Map(rows.map(({ key, value }) => [key, value]));
}

async function pricePoints(url: string): Promise<Point[]> {
  const { rows } = await query(
    url,
    `select o.provider || ' ' || o.external_id as key, extract(epoch from p.at) * 1000 as at_ms,
       p.micro_usd_per_gpu_hour as price,
       coalesce(extract(epoch from lead(p.at) over (partition by p.offer_id order by p.at)) * 1000, 'Infinity') as next_at_ms
     from price_points p join offers o on o.id = p.offer_id where o.source = 'simulated' order by key, p.at`,
  );
  return rows.map(({ key, at_ms, price, next_at_ms }) => ({
    key,
    atMs: Number(at_ms),
    price,
    nextAtMs: Number(next_at_ms),
  }));
}
