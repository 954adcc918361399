import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { startMarketSimulator } from "../../../simulators/server";

type Simulator = Awaited<ReturnType<typeof startMarketSimulator>>;
type PollFeed = typeof import("./poll-feed").pollFeed;
type IngestAnswer = typeof import("./ingest/ingest").ingestAnswer;

export const start = new Date("2026-11-01T10:00:00Z");
export const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

/** Feeds of a suite, polled from a simulator of its own into a market that is empty before each test. */
export function simulatedFeeds() {
  let simulator: Simulator;
  let loaded: { pollFeed: PollFeed; ingestAnswer: IngestAnswer };
  let contextOf: (now: Date) => Context;

  beforeAll(async () => {
    simulator = await startMarketSimulator({ seed: 7, tickEveryMs: 3_600_000 });
    // Settings are read once per process, so they are set before the module that reads them is loaded.
    process.env.MARKET = "simulated";
    process.env.SIMULATOR_URL = simulator.url;
    const { pollFeed } = await import("./poll-feed");
    const { ingestAnswer } = await import("./ingest/ingest");
    loaded = { pollFeed, ingestAnswer };
  });
  afterAll(() => simulator.close());
  beforeEach(async () => {
    simulator.controls.clearFaults();
    contextOf = await emptyMarket();
  });

  const contextAt = (now: Date) => contextOf(now);
  type Fault = Parameters<Simulator["controls"]["setFault"]>[0]["fault"];
  type Provider = keyof ReturnType<Simulator["controls"]["state"]>["providers"];
  return {
    contextAt,
    pollFeed: (...call: Parameters<PollFeed>) => loaded.pollFeed(...call),
    ingestAnswer: (...call: Parameters<IngestAnswer>) => loaded.ingestAnswer(...call),
    get controls() {
      return simulator.controls;
    },
    requestsOf: (provider: Provider) => simulator.controls.state().providers[provider].requests,
    offersOf: (provider: string) => contextAt(start).db.offer.count({ where: { provider, goneAt: null } }),
    healthOf: (provider: string) =>
      contextAt(start).db.providerHealth.findFirstOrThrow({ where: { provider } }),
    misbehave: (fault: Fault, provider: Provider = "vultr") =>
      simulator.controls.setFault({ provider, fault, times: null, latencyMs: 0, factor: 100 }),
  };
}
