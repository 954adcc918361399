import { beforeEach } from "vitest";
import { microUsd } from "@/domain/money";
import type { Availability } from "@/domain/offer/offer";
import { sampleOffer } from "@/domain/offer/offer.double";
import { emptyMarket, type TestContext } from "@/server/database.double";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import type { GpuIndexRecord } from "@/server/market/answers/market-indexes";
import { indexHistory } from "./index-points";
import { writeIndexPoints } from "./record-index";

export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 24 * 60;
/** All tests share the market of the web process, and its offers must be current. */
export const now = new Date(Math.floor(Date.now() / (15 * MINUTE_MS)) * 15 * MINUTE_MS + 4 * MINUTE_MS);
export const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);
export const slot = (minutes: number) => new Date(later(minutes - 4).getTime()).toISOString();

const price = (usd: number) => microUsd(Math.round(usd * 1_000_000));
type Recorded = GpuIndexRecord["kinds"]["spot"];

const recorded = (members: [string, number][]): Recorded => {
  const sources = [...new Set(members.map(([source]) => source))].sort();
  const prices = members.map(([, usd]) => price(usd)).sort((a, b) => a - b);
  const median = prices[prices.length >> 1] ?? null;
  const [low, high] = [prices[0] ?? null, prices.at(-1) ?? null];
  return {
    figures: {
      median,
      trimmedMean: median,
      lowerQuartile: low,
      upperQuartile: high,
      low,
      high,
      weight: 3,
      countedSource: "live",
      absence: median === null ? "too_few_sources" : null,
      sources: sources.length,
      offers: members.length,
    },
    sources,
    members: members.map(([source, usd]) => ({
      offerId: `off_${source}`,
      source,
      microUsdPerGpuHour: price(usd),
      vote: 1,
    })),
  };
};
type Members = [source: string, usd: number][];
type Window = "24h" | "7d" | "30d" | "90d" | "1y";

/** The market of a suite, empty before each test, and indexes that are recorded on it as if minutes had passed. */
export function recordedMarket() {
  let contextOf: (at: Date) => TestContext;
  beforeEach(async () => {
    contextOf = await emptyMarket();
  });
  const contextAt = (at: Date) => contextOf(at);
  const market = {
    /** The market thread outlives the rows of a test, so each test that uses it has its own GPU. */
    gpu: "h100-sxm-80",
    contextAt,
    offer: (provider: string, usd: number, availability: Availability = "available") =>
      ingestAnswer(contextAt(now), {
        provider,
        source: "live",
        skipped: [],
        latencyMs: 1,
        offers: [{ ...sampleOffer(`${provider}-1`, usd), gpuId: market.gpu, availability }],
      }),
    /** Records an index of these sources with one offer each. */
    writeMembers: (minutes: number, members: Members) =>
      writeIndexPoints(contextAt(later(minutes)), [
        { gpuId: market.gpu, kinds: { on_demand: recorded(members), spot: recorded([]) } },
      ]),
    write: (minutes: number, onDemand: number | null) =>
      market.writeMembers(
        minutes,
        onDemand === null ? [] : ["aws", "runpod", "vultr"].map((source) => [source, onDemand]),
      ),
    history: async (minutes: number, window: Window) =>
      (await indexHistory(contextAt(later(minutes)), market.gpu, window)).on_demand.map(({ at, median }) => [
        at,
        median === null ? null : median / 1e6,
      ]),
  };
  return market;
}
