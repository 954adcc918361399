import pg from "pg";
import { parseSearch } from "@/domain/offer/offer-search";
import { ownerUrl } from "@/server/database.double";
import { quantiles, timesOf, timesOfAsync } from "../../../../scripts/bench/measure";
import { report, reportAnchor } from "../../../../scripts/bench/report";
import { sampleMarket } from "../snapshot/sample.double";
import { searchMarket } from "./search";

/**
 * Searches over 100,000 offers, each after a market change, so that no cached ranking is used. Anchor: PostgreSQL's plain plan
 * for three GPUs with filters, by price, best 50. It neither ranks nor counts facets.
 */
const OFFERS = 100_000;
const ROUNDS = 200;
const MOST_P95_MS = 25;
/** Nobody turns 2,000 pages, but whoever asks for the last one must not hold up the others. */
const MOST_LAST_PAGE_P95_MS = 50;
const now = new Date("2026-11-01T00:00:00Z");
const three = ["h100-sxm-80", "a100-sxm-80", "l40s-48"];

const questions = {
  "three GPUs, filters, top 50": { gpu: three.join(","), price: "..6", pricing: "on_demand", limit: "50" },
  "whole market, top 50": { limit: "50" },
  "whole market by price, page 3": { sort: "price", limit: "50", page: "3" },
  "whole market, last page": { limit: "50", page: String(OFFERS / 50) },
  "free text": { q: "h100 region-7", limit: "50" },
  "grouped by GPU": { group: "gpu" },
};

const market = sampleMarket(OFFERS, now);
const anchor = { name: "PostgreSQL's plain plan, p95", value: (await postgres()).p95 };
reportAnchor(`search over ${OFFERS.toLocaleString("en")} offers`, anchor);
for (const [name, parameters] of Object.entries(questions)) {
  const { search } = parseSearch(parameters);
  const { p50, p95 } = quantiles(timesOf(() => searchMarket(changed(), search, now), { rounds: ROUNDS }));
  report({
    name: `search: ${name}, p95`,
    value: p95,
    unit: "ms",
    anchor,
    note: `p50 ${p50.toFixed(1)} ms`,
    // The bound applies to lists of offers: a grouped view is an overview that nobody filters by typing.
    ...(search.group === null
      ? { bound: { text: `p95 at most ${mostOf(name)} ms`, isHeld: p95 <= mostOf(name) } }
      : {}),
  });
}

function mostOf(name: string): number {
  return name === "whole market, last page" ? MOST_LAST_PAGE_P95_MS : MOST_P95_MS;
}

function changed(): typeof market {
  market.revision += 1;
  return market;
}

async function postgres() {
  // The anchor is a table of its own, which only the owner may make.
  const client = new pg.Client({ connectionString: ownerUrl() });
  await client.connect();
  await client.query(
    "create temporary table market (id text, gpu_id text, price bigint, is_spot boolean, vram float8, region text)",
  );
  const rows = market.columns.rows.map((row) => ({
    id: row.id,
    gpu_id: row.gpuId,
    price: row.microUsdPerGpuHour,
    is_spot: row.isSpot,
    vram: row.vramGib,
    region: row.region,
  }));
  for (let from = 0; from < rows.length; from += 10_000) {
    await client.query(
      "insert into market select * from jsonb_to_recordset($1) as r(id text, gpu_id text, price bigint, is_spot boolean, vram float8, region text)",
      [JSON.stringify(rows.slice(from, from + 10_000))],
    );
  }
  await client.query("create index on market (gpu_id, is_spot, price)");
  await client.query("create index on market (price)");
  await client.query("analyze market");
  const question =
    "select * from market where gpu_id = any($1) and not is_spot and price <= 6000000 order by price limit 50";
  const times = await timesOfAsync(() => client.query(question, [three]), { rounds: ROUNDS, warmUps: 20 });
  await client.end();
  return quantiles(times);
}
