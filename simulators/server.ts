import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type CatalogueFile, loadCatalogue } from "../prisma/catalogue/load";
import { createSimulator, type MarketControls, type Simulator } from "./clouds/simulator";
import { answerControl } from "./control";
import { type Mount, type Mounts, serveMounts } from "./http-server";
import { type SimulatedProvider, simulatedProviders } from "./registry";
import { type FeedRequest, jsonReply, type Reply } from "./reply";

type MarketSimulatorOptions = {
  /** Absent or 0: any free port. */
  port?: number;
  seed?: number;
  now?: () => Date;
  /** 0: the market changes only on request. */
  tickEveryMs?: number;
  catalogue?: CatalogueFile[];
  /** Vast.ai's documentation states 10 per minute for one address. */
  searchesPerMinute?: number;
  /** Called with every request to a feed and its answer, before a fault spoils the delivery. */
  onExchange?: OnExchange;
};

type OnExchange = (provider: SimulatedProvider, request: FeedRequest, reply: Reply) => void;

export type MarketSimulator = { url: string; controls: MarketControls; close(): Promise<void> };

/** Starts the clouds on 127.0.0.1: `/<slug>/...` is the vendor's API, and `/_control/...` is for the test or person that controls it. */
export async function startMarketSimulator(options: MarketSimulatorOptions = {}): Promise<MarketSimulator> {
  const { seed = 1, port = 0, now = () => new Date(), tickEveryMs = 5_000, searchesPerMinute = 10 } = options;
  const catalogue = options.catalogue ?? loadCatalogue();
  const simulator = createSimulator({ seed, catalogue, searchesPerMinute, openedAt: now() });
  const server = await serveMounts({ mounts: mountsOf(simulator, options.onExchange), port, now });
  const timer =
    tickEveryMs > 0 ? setInterval(() => !simulator.state().frozen && simulator.tick(1), tickEveryMs) : null;
  return {
    url: server.url,
    controls: simulator,
    close: async () => {
      if (timer !== null) clearInterval(timer);
      await server.close();
    },
  };
}

/** Another kind of simulator, such as a payment gateway, needs a line here. */
function mountsOf(simulator: Simulator, onExchange: OnExchange = () => {}): Mounts {
  const mountCloud = (provider: SimulatedProvider): Mount => {
    return (request) => {
      const answer = simulator.answer(provider, request);
      onExchange(provider, request, answer.reply);
      return answer;
    };
  };
  return new Map<string, Mount>([
    ["health", ({ path }) => (path === "/" ? { reply: jsonReply({ status: "ok" }) } : null)],
    ["_control", (request) => ({ reply: answerControl(request, simulator) })],
    ...simulatedProviders.map((provider): [string, Mount] => [provider, mountCloud(provider)]),
  ]);
}

/** The simulator stands alone, so it repeats these rows of the table of settings; a test compares them. */
export const environment = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SIMULATOR_SEED: z.coerce.number().int().nonnegative().default(1),
  SIMULATOR_TICK_MS: z.coerce.number().int().nonnegative().default(5_000),
  SIMULATOR_SEARCHES_PER_MINUTE: z.coerce.number().int().min(1).default(10),
});

async function main(): Promise<void> {
  const env = environment.parse(process.env);
  const simulator = await startMarketSimulator({
    port: env.SIMULATOR_PORT,
    seed: env.SIMULATOR_SEED,
    tickEveryMs: env.SIMULATOR_TICK_MS,
    searchesPerMinute: env.SIMULATOR_SEARCHES_PER_MINUTE,
  });
  console.log(`market simulator on ${simulator.url}`);
  process.send?.("ready");
  const stop = () => void simulator.close().then(() => process.exit(0));
  // "disconnect" means that the launcher died without sending a signal, so nothing else would stop this process.
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, stop);
}

if (path.resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) await main();
