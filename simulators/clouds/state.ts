import { type MicroUsd, microUsd } from "@/domain/money";
import type { CatalogueFile } from "../../prisma/catalogue/load";
import type { Random } from "../random";

/** A model's price by the token, from the dated list. */
export type TokenPriceRow = NonNullable<CatalogueFile["tokenPrices"]>[number];

export type StockLevel = "high" | "medium" | "low" | "none";

/** A price that fluctuates around its anchor. */
export type Price = { anchor: MicroUsd; current: MicroUsd };

/** One machine of one provider, with the facts that every feed needs. Each feed converts it to its own format. */
export type Machine = {
  /** Unique within the provider. */
  id: string;
  instanceType: string;
  /** The vendor's words. */
  gpu: string;
  gpuCount: number;
  /** Per GPU. */
  vramGib: number;
  /** Region codes, data centres, or one place in words. */
  places: string[];
  /** Per GPU-hour; null: not sold that way. */
  onDemand: Price | null;
  spot: Price | null;
  stock: StockLevel;
  vcpus: number | null;
  ramGib: number | null;
};

export type PriceChange = { machineId: string; isSpot: boolean; fromMicroUsd: number; toMicroUsd: number };

const SHARE_OF_PRICES_PER_TICK = 0.03;
const SHARE_OF_STOCK_PER_TICK = 0.004;
/** For each move of a price: the fraction by which it returns to its anchor, and its random deviation, both as logarithms. */
const REVERSION = 0.2;
const NOISE = 0.04;
/** A price stays within 35 % of its anchor, so that the platform's price guard never holds an ordinary move. */
const BOUND = Math.log(1.35);

export function price(usdPerGpuHour: number): Price {
  const amount = microUsd(Math.max(1, Math.round(usdPerGpuHour * 1_000_000)));
  return { anchor: amount, current: amount };
}

/** USD as a number with at most six decimals, the way the feeds print it. */
export function usd(amount: Price | null, gpuCount = 1): number | null {
  return amount === null ? null : Math.round(amount.current * gpuCount) / 1_000_000;
}

/** Moves about 3 % of the prices and changes the stock now and then. Draws in the order of the machines. */
export function tick(machines: readonly Machine[], random: Random): void {
  for (const machine of machines) {
    for (const moving of [machine.onDemand, machine.spot])
      if (moving !== null && random.next() < SHARE_OF_PRICES_PER_TICK) move(moving, random);
    if (random.next() < SHARE_OF_STOCK_PER_TICK) machine.stock = drawStock(random);
    keepSpotBelow(machine);
  }
}

export function drawStock(random: Random): StockLevel {
  return random.pick(["high", "high", "medium", "medium", "low", "none"]);
}

/**
 * Sets a new price and anchor for every machine whose id, instance type or GPU contains the text, regardless of case.
 *
 * @returns the changes; empty if no machine matches or no matching machine is sold that way.
 */
export function setPrice(
  machines: Machine[],
  { match, usdPerGpuHour, isSpot }: { match: string; usdPerGpuHour: number; isSpot: boolean },
): PriceChange[] {
  const wanted = match.toLowerCase();
  return machines
    .filter(({ id, instanceType, gpu }) =>
      [id, instanceType, gpu].some((text) => text.toLowerCase().includes(wanted)),
    )
    .flatMap((machine) => {
      const before = isSpot ? machine.spot : machine.onDemand;
      if (before === null) return [];
      const after = price(usdPerGpuHour);
      if (isSpot) machine.spot = after;
      else machine.onDemand = after;
      const change = { fromMicroUsd: before.current, toMicroUsd: after.current };
      return [{ machineId: machine.id, isSpot, ...change }];
    });
}

function move(moving: Price, random: Random): void {
  const distance = Math.log(moving.current / moving.anchor);
  const moved = distance * (1 - REVERSION) + random.normal() * NOISE;
  const bounded = Math.min(BOUND, Math.max(-BOUND, moved));
  moving.current = microUsd(Math.max(1, Math.round(moving.anchor * Math.exp(bounded))));
}

function keepSpotBelow({ onDemand, spot }: Machine): void {
  if (onDemand === null || spot === null) return;
  if (spot.current >= onDemand.current)
    spot.current = microUsd(Math.max(1, Math.floor(onDemand.current * 0.95)));
}
