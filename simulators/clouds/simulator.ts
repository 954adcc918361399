import type { CatalogueFile } from "../../prisma/catalogue/load";
import {
  type Delivery,
  deliveryOf,
  type Fault,
  type Faults,
  spoilMachines,
  spoiltReply,
  takeFault,
} from "../faults";
import { seededRandom } from "../random";
import type { FeedRequest, Reply } from "../reply";
import { answerAws, seedAws } from "./aws/feed";
import { answerAzure, seedAzure } from "./azure/feed";
import { answerCoreweave, seedCoreweave } from "./coreweave/feed";
import { answerDeepinfra, seedDeepinfra } from "./deepinfra/feed";
import { answerFireworks, seedFireworks } from "./fireworks/feed";
import { createFleet, type Fleet } from "./fleet";
import { answerGoogle, seedGoogle } from "./google/feed";
import { answerGroq } from "./groq/feed";
import { answerHuggingface, seedHuggingface } from "./huggingface/feed";
import { answerLambda, seedLambda } from "./lambda/feed";
import { machineFeeds } from "./machine-feeds";
import { answerPaperspace, seedPaperspace } from "./paperspace/feed";
import { answerReplicate, seedReplicate } from "./replicate/feed";
import { runpodCards, seedRunpod } from "./runpod/feed";
import { answerRunpod } from "./runpod/graphql";
import { answerShadeform, seedShadeform } from "./shadeform/feed";
import {
  forEachProvider,
  type Machine,
  type Market,
  type PriceChange,
  type SimulatedProvider,
  setPrice,
  type TokenPriceRow,
  tick,
} from "./state";
import { answerTogether, seedTogether } from "./together/feed";
import { seedVastai, type VastHosts } from "./vastai/feed";
import { answerVastai, type SearchPace } from "./vastai/search";
import { answerVerda, seedVerda } from "./verda/feed";
import { answerVultr, seedVultr } from "./vultr/feed";

export type MarketState = {
  ticks: number;
  frozen: boolean;
  providers: Record<
    SimulatedProvider,
    { machines: number; inStock: number; requests: number; rented: number; fault: Fault | null }
  >;
};

export type MarketControls = {
  state(): MarketState;
  setFault(fault: Fault): void;
  /** @returns how many there were. */
  clearFaults(): number;
  tick(steps: number): void;
  freeze(): boolean;
  unfreeze(): boolean;
  setPrice(change: PriceOrder): PriceChange[];
};

export type PriceOrder = {
  provider: SimulatedProvider;
  match: string;
  usdPerGpuHour: number;
  isSpot: boolean;
};

export type Simulator = MarketControls & {
  answer(provider: SimulatedProvider, request: FeedRequest): { reply: Reply; delivery: Delivery };
};

type SimulatorOptions = { seed: number; catalogue: CatalogueFile[]; vastSearchesPerMinute: number };

/** The market and its feeds without a network: same seed, same ticks, same requests, same answers. */
export function createSimulator({ seed, catalogue, vastSearchesPerMinute }: SimulatorOptions): Simulator {
  const random = seededRandom(seed);
  const list = (provider: SimulatedProvider) => listOf(catalogue, provider);
  const vast = seedVastai(list("vastai"), random);
  const market: Market = {
    machines: {
      runpod: seedRunpod(list("runpod"), random),
      vastai: vast.machines,
      azure: seedAzure(list("azure"), random),
      aws: seedAws(list("aws"), random),
      vultr: seedVultr(list("vultr"), random),
      lambda: seedLambda(list("lambda"), random),
      paperspace: seedPaperspace(random),
      verda: seedVerda(list("verda"), random),
      shadeform: seedShadeform(list("shadeform"), random),
      google: seedGoogle(list("google")),
      // Models only: what it serves is not held in machines.
      groq: [],
      deepinfra: seedDeepinfra(list("deepinfra")),
      together: seedTogether(list("together"), random),
      coreweave: seedCoreweave(list("coreweave")),
      huggingface: seedHuggingface(list("huggingface"), random),
      replicate: seedReplicate(list("replicate")),
      fireworks: seedFireworks(list("fireworks")),
    },
    ticks: 0,
    isFrozen: false,
  };
  const faults: Faults = new Map();
  const requests = forEachProvider(() => 0);
  const fleets = forEachProvider(createFleet);
  const pace: SearchPace = { perMinute: vastSearchesPerMinute, startedAt: [] };

  return {
    answer(provider, request) {
      requests[provider] += 1;
      const fault = takeFault(faults, provider);
      const machines = spoilMachines(fault, market.machines[provider]);
      const before = fleets[provider].rented.size;
      const reply =
        spoiltReply(fault, request) ??
        machineFeeds[provider]?.(request, { fleet: fleets[provider], machines, fault }) ??
        answerFeed(provider, request, {
          machines,
          tokenPrices: list(provider).tokenPrices ?? [],
          hosts: vast.hosts,
          pace,
          fault,
        });
      const hasRented = fleets[provider].rented.size > before;
      return { reply, delivery: deliveryOf(fault, hasRented) };
    },
    state: () => describe(market, { faults, requests, fleets }),
    setFault: (fault) => void faults.set(fault.provider, fault),
    clearFaults: () => {
      const { size } = faults;
      faults.clear();
      return size;
    },
    tick: (steps) => {
      for (let step = 0; step < steps; step += 1) tick(market, random);
    },
    freeze: () => setFrozen(market, true),
    unfreeze: () => setFrozen(market, false),
    setPrice: ({ provider, ...change }) => setPrice(market.machines[provider], change),
  };
}

type Feed = {
  machines: Machine[];
  tokenPrices: readonly TokenPriceRow[];
  hosts: VastHosts;
  pace: SearchPace;
  fault: Fault | null;
};

function answerFeed(provider: SimulatedProvider, request: FeedRequest, feed: Feed): Reply {
  switch (provider) {
    case "runpod":
      return answerRunpod(request, runpodCards(feed.machines), feed.fault);
    case "vastai":
      return answerVastai(request, feed);
    case "azure":
      return answerAzure(request, feed.machines, feed.fault);
    case "aws":
      return answerAws(request, feed.machines, feed.fault);
    case "vultr":
      return answerVultr(request, feed.machines, feed.fault);
    case "lambda":
      return answerLambda(request, feed.machines, feed.fault);
    case "paperspace":
      return answerPaperspace(request, feed.machines, feed.fault);
    case "verda":
      return answerVerda(request, feed.machines, feed.fault);
    case "shadeform":
      return answerShadeform(request, feed.machines, feed.fault);
    case "google":
      return answerGoogle(request, feed.machines, feed.fault);
    case "deepinfra":
      return answerDeepinfra(request, feed.tokenPrices, feed.fault);
    case "groq":
      return answerGroq(request, feed.tokenPrices, feed.fault);
    case "together":
      return answerTogether(request, feed);
    case "coreweave":
      return answerCoreweave(request, feed.machines, feed.fault);
    case "huggingface":
      return answerHuggingface(request, feed.machines, feed.fault);
    case "replicate":
      return answerReplicate(request, feed.machines, feed.fault);
    case "fireworks":
      return answerFireworks(request, feed.fault);
    default:
      return provider satisfies never;
  }
}

function setFrozen(market: Market, isFrozen: boolean): boolean {
  market.isFrozen = isFrozen;
  return isFrozen;
}

function listOf(catalogue: CatalogueFile[], provider: SimulatedProvider): CatalogueFile {
  const found = catalogue.find((file) => file.provider === provider);
  if (!found) throw new Error(`the catalogue has no list of ${provider}`);
  return found;
}

function describe(
  market: Market,
  {
    faults,
    requests,
    fleets,
  }: {
    faults: Faults;
    requests: Record<SimulatedProvider, number>;
    fleets: Record<SimulatedProvider, Fleet>;
  },
): MarketState {
  const providers = forEachProvider((provider) => ({
    machines: market.machines[provider].length,
    inStock: market.machines[provider].filter(({ stock }) => stock !== "none").length,
    requests: requests[provider],
    rented: fleets[provider].rented.size,
    fault: faults.get(provider) ?? null,
  }));
  return { ticks: market.ticks, frozen: market.isFrozen, providers };
}
