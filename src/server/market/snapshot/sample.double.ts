import { gpus } from "@/domain/gpu/gpu";
import { microUsd } from "@/domain/money";
import { createColumns, feedKey, putRow } from "./columns";
import type { Market } from "./market";
import type { FeedState, MarketRow } from "./row";

/** For tests and benchmarks: a market of generated offers that depends only on the arguments. */
export function sampleMarket(count: number, now: Date): Market {
  const columns = createColumns();
  const feeds = new Map<string, FeedState>();
  for (let index = 0; index < count; index += 1) {
    const row = sampleRow(index, now);
    putRow(columns, row);
    feeds.set(feedKey(row), { provider: row.provider, source: row.source, lastSuccessAt: now.toISOString() });
  }
  return { columns, feeds, polledSource: "live", revision: 1, writtenRevision: 1 };
}

/** A market of the given rows, whose feeds have just answered unless told otherwise. */
export function marketOf(now: Date, rows: MarketRow[], feeds: FeedState[] = []): Market {
  const columns = createColumns(2);
  const states = new Map<string, FeedState>(
    rows.map((row) => [
      feedKey(row),
      { provider: row.provider, source: row.source, lastSuccessAt: now.toISOString() },
    ]),
  );
  for (const row of rows) putRow(columns, row);
  for (const feed of feeds) states.set(feedKey(feed), feed);
  return { columns, feeds: states, polledSource: "live", revision: 1, writtenRevision: 1 };
}

const providers = [
  "aws",
  "azure",
  "coreweave",
  "google",
  "lambda",
  "runpod",
  "vastai",
  "verda",
  "vultr",
] as const;
const states = ["available", "limited", "unavailable", "unknown"] as const;

export function sampleRow(index: number, now: Date, more: Partial<MarketRow> = {}): MarketRow {
  const spread = scatter(index);
  const gpu = gpus[spread(gpus.length)];
  if (!gpu) throw new Error("the GPU table is empty");
  const row = {
    id: `off_${index.toString(16).padStart(32, "0")}`,
    provider: providers[spread(providers.length)] ?? "aws",
    source: "live" as const,
    instanceType: `${gpu.family}-${index}`,
    gpuId: gpu.id,
    gpuRaw: gpu.model,
    gpuCount: 2 ** spread(4),
    vramGib: gpu.vramGib,
    microUsdPerGpuHour: microUsd(100_000 + spread(9_000_000)),
    isSpot: spread(3) === 0,
    availability: states[spread(4)] ?? ("unknown" as const),
    region: `region-${spread(40)}`,
    countryCode: spread(5) === 0 ? null : "US",
    vcpus: 2 ** (2 + spread(5)),
    ramGib: 2 ** (4 + spread(6)),
    diskGib: null,
    reliability: spread(2) === 0 ? null : 0.9 + spread(100) / 1000,
    networkDownMbps: null,
    networkUpMbps: null,
    microUsdPerGibEgress: null,
    microUsdPerGibMonthDisk: null,
    listedOn: null,
    validity: null,
    sourceUrl: null,
    changedAt: now.toISOString(),
    firstSeenAt: now.toISOString(),
    ...more,
  };
  return { microUsdPerMachineHour: microUsd(Math.round(row.microUsdPerGpuHour * row.gpuCount)), ...row };
}

/** A machine with eight H100 SXM that differs from the next in its price alone, unless told otherwise. */
export function sampleEightH100(
  index: number,
  usd: number,
  now: Date,
  more: Partial<MarketRow> = {},
): MarketRow {
  return sampleRow(index, now, {
    gpuId: "h100-sxm-80",
    vramGib: 80,
    gpuCount: 8,
    microUsdPerGpuHour: microUsd(Math.round(usd * 1e6)),
    provider: "runpod",
    availability: "available",
    isSpot: false,
    reliability: null,
    ...more,
  });
}

/** Whole numbers below a bound, from a 32-bit mixing sequence that starts at the index of the row. */
function scatter(index: number): (below: number) => number {
  let state = Math.imul(index + 1, 2654435761) >>> 0;
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 2246822507) >>> 0;
    state = Math.imul(state ^ (state >>> 13), 3266489909) >>> 0;
    return ((state ^ (state >>> 16)) >>> 0) % below;
  };
}
