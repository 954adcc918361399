import { inForce } from "@/domain/offer/validity";
import type { CatalogueFile } from "../../prisma/catalogue/load";
import {
  type Delivery,
  deliveryOf,
  type Fault,
  type Faults,
  spoilMachines,
  spoiltReply,
  takeFault,
  tooManyRequests,
} from "../faults";
import { seededRandom } from "../random";
import { clouds, type SimulatedProvider } from "../registry";
import type { FeedRequest, Reply } from "../reply";
import type { FeedAnswer, SimulatedCloud } from "./cloud";
import { createFleet, type Fleet } from "./fleet";
import { type Machine, type PriceChange, setPrice, tick } from "./state";

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
  setFault(fault: ProviderFault): void;
  /** @returns the number of cleared faults. */
  clearFaults(): number;
  tick(steps: number): void;
  freeze(): boolean;
  unfreeze(): boolean;
  setPrice(change: PriceOrder): PriceChange[];
};

export type ProviderFault = Fault & { provider: SimulatedProvider };

type PriceOrder = {
  provider: SimulatedProvider;
  match: string;
  usdPerGpuHour: number;
  isSpot: boolean;
};

export type Simulator = MarketControls & {
  answer(provider: SimulatedProvider, request: FeedRequest): { reply: Reply; delivery: Delivery };
};

type SimulatorOptions = {
  seed: number;
  catalogue: CatalogueFile[];
  searchesPerMinute: number;
  /** When the market opens: what a list has ended by then is not sold. */
  openedAt: Date;
};

/** One cloud in one market, with its changing state. */
type OpenCloud = {
  cloud: SimulatedCloud<SimulatedProvider>;
  machines: Machine[];
  answerFeed: FeedAnswer;
  fleet: Fleet;
  requests: number;
};

/** The market and its feeds without a network. The same seed, ticks and requests always produce the same responses. */
export function createSimulator({
  seed,
  catalogue,
  searchesPerMinute,
  openedAt,
}: SimulatorOptions): Simulator {
  const random = seededRandom(seed);
  const market = new Map(
    clouds.map((cloud): [SimulatedProvider, OpenCloud] => {
      const priceList = () => soldAt(listOf(catalogue, cloud.slug), openedAt);
      const opened = cloud.open({ priceList, random, searchesPerMinute });
      return [cloud.slug, { cloud, ...opened, fleet: createFleet(), requests: 0 }];
    }),
  );
  const faults: Faults = new Map();
  let ticks = 0;
  let frozen = false;

  return {
    answer: (provider, request) => answer(openCloud(market, provider), faults, request),
    state: () => ({ ticks, frozen, providers: describe(market, faults) }),
    setFault: (fault) => void faults.set(fault.provider, fault),
    clearFaults: () => {
      const { size } = faults;
      faults.clear();
      return size;
    },
    tick: (steps) => {
      const machines = [...market.values()].flatMap((one) => one.machines);
      for (let step = 0; step < steps; step += 1) tick(machines, random);
      ticks += steps;
    },
    freeze: () => {
      frozen = true;
      return frozen;
    },
    unfreeze: () => {
      frozen = false;
      return frozen;
    },
    setPrice: ({ provider, ...change }) => setPrice(openCloud(market, provider).machines, change),
  };
}

function answer(open: OpenCloud, faults: Faults, request: FeedRequest) {
  const { cloud, fleet } = open;
  open.requests += 1;
  const fault = takeFault(faults, cloud.slug);
  const machines = spoilMachines(fault, open.machines);
  const before = fleet.rented.size;
  const reply =
    spoiltReply(fault, request, cloud.tooManyRequests ?? tooManyRequests) ??
    cloud.answerMachines?.(request, { fleet, machines, fault }) ??
    open.answerFeed(request, { machines, fault });
  return { reply, delivery: deliveryOf(fault, fleet.rented.size > before) };
}

function openCloud(market: ReadonlyMap<SimulatedProvider, OpenCloud>, provider: SimulatedProvider) {
  const found = market.get(provider);
  if (!found) throw new Error(`no simulated cloud ${provider}`);
  return found;
}

function listOf(catalogue: CatalogueFile[], provider: SimulatedProvider): CatalogueFile {
  const found = catalogue.find((file) => file.provider === provider);
  if (!found) throw new Error(`the catalogue has no list of ${provider}`);
  return found;
}

/** The list with the rows that are sold that day. */
function soldAt(list: CatalogueFile, now: Date): CatalogueFile {
  const isSold = ({ firstDay, lastDay }: SoldDays) =>
    inForce({ firstDay: firstDay ?? null, lastDay: lastDay ?? null }, now);
  return {
    ...list,
    offers: list.offers.filter(isSold),
    ...(list.tokenPrices && { tokenPrices: list.tokenPrices.filter(isSold) }),
  };
}

type SoldDays = Pick<CatalogueFile["offers"][number], "firstDay" | "lastDay">;

function describe(
  market: ReadonlyMap<SimulatedProvider, OpenCloud>,
  faults: Faults,
): MarketState["providers"] {
  const entries = [...market].map(([provider, { machines, requests, fleet }]) => [
    provider,
    {
      machines: machines.length,
      inStock: machines.filter(({ stock }) => stock !== "none").length,
      requests,
      rented: fleet.rented.size,
      fault: faults.get(provider) ?? null,
    },
  ]);
  // fromEntries loses the type of the keys. The market contains every cloud, so the record is complete.
  return Object.fromEntries(entries) as MarketState["providers"];
}
