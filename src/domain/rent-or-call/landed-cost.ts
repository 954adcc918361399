import { type Case, cases, eachCase, type Interval, opposite } from "@/domain/interval";
import { type MicroUsd, microUsd, roundMicroUsd } from "@/domain/money";
import type { TokenPrice } from "@/domain/offer/offer";

/** Hours in a month, for every monthly figure. */
export const HOURS_PER_MONTH = 730;
const HOURS_PER_DAY = 24;
export const DAYS_PER_MONTH = HOURS_PER_MONTH / HOURS_PER_DAY;
const SECONDS_PER_HOUR = 3600;
const GIB = 2 ** 30;
const MILLION = 1e6;
/** No provider has more machines of one kind than this in stock. */
const MAX_MACHINES = 10_000;

/** The tokens to be served. */
export type Demand = {
  /** Input and output together. */
  tokensPerDay: number;
  /** Input tokens for each output token. */
  inputPerOutput: number;
  /** Share of the input that a prefix cache answers, 0..1. */
  cachedShare: number;
  /** 0.05 = 5 % on top of everything. */
  feeShare: number;
};

/** How a machine is operated, and the rates for what its offer does not state. */
export type RentTerms = {
  /** Share of a machine's capacity that traffic may use on average, because traffic varies. 0..1. */
  loadShare: number;
  /** Hours of each day that the machines run and are paid for. */
  hoursPerDay: number;
  microUsdPerGibMonthDisk: number;
  /** In addition to the weights: system and image. */
  extraDiskGib: number;
  microUsdPerGibEgress: number;
  bytesPerOutputToken: number;
};

/** What an offer costs; null = it does not state that rate. */
export type RentalPrice = {
  microUsdPerMachineHour: MicroUsd;
  /** Disk of the machine. Included in its price if the offer states no rate for disk; otherwise the used disk is charged. */
  diskGib: number | null;
  microUsdPerGibMonthDisk: MicroUsd | null;
  microUsdPerGibEgress: MicroUsd | null;
};

/** The prices of a million tokens. */
type TokenRates = Omit<TokenPrice, "unit">;

export type CostRange = Record<Case, MicroUsd>;

/**
 * How the monthly cost of one kind of machine depends on the volume: whole machines in steps, and egress per token.
 * Micro-USD, including the fee, not rounded.
 */
export type RentalCurve = {
  microUsdPerMachineMonth: number;
  microUsdPerToken: number;
  /** Capacity of one machine; input and output together. */
  tokensPerDayPerMachine: Interval;
};

export type LandedRent = {
  microUsdPerMonth: CostRange;
  /** Input and output together, in the requested ratio. */
  microUsdPerMillionTokens: CostRange;
  machines: Record<Case, number>;
  /** Share of the capacity during the paid hours that is used, at the expected throughput. */
  busyShare: number;
  /** Parts of the expected monthly cost, which is their sum. */
  parts: RentParts;
};

type RentParts = { compute: MicroUsd; disk: MicroUsd; egress: MicroUsd; fee: MicroUsd };

export type LandedCall = {
  microUsdPerMonth: MicroUsd;
  microUsdPerMillionTokens: MicroUsd;
  /** Parts of the monthly cost, which is their sum. */
  parts: { input: MicroUsd; cachedInput: MicroUsd; output: MicroUsd; fee: MicroUsd };
};

type RentInput = {
  price: RentalPrice;
  /** Output tokens a second of one machine. */
  outputTokensPerSecond: Interval;
  weightsGib: number;
  demand: Demand;
  terms: RentTerms;
};

/** The cost of one kind of machine at any volume. Disk is charged around the clock, compute for the running hours. */
export function rentalCurve({
  price,
  outputTokensPerSecond,
  weightsGib,
  demand,
  terms,
}: RentInput): RentalCurve {
  const withFee = 1 + demand.feeShare;
  const { compute, disk } = machineMonth(price, weightsGib, terms);
  const secondsPerDay = terms.hoursPerDay * SECONDS_PER_HOUR * terms.loadShare;
  return {
    microUsdPerMachineMonth: (compute + disk) * withFee,
    microUsdPerToken: egressPerToken(price, demand, terms) * withFee,
    tokensPerDayPerMachine: eachCase(
      (name) => outputTokensPerSecond[name] * (1 + demand.inputPerOutput) * secondsPerDay,
    ),
  };
}

/** Number of whole machines for the given tokens a day; at least one, even for no tokens. */
export function machinesFor(curve: RentalCurve, tokensPerDay: number, name: Case): number {
  return Math.max(1, Math.ceil(tokensPerDay / curve.tokensPerDayPerMachine[name]));
}

/** Micro-USD per month, not rounded; `name` is the case of the throughput. */
export function rentPerMonth(curve: RentalCurve, tokensPerDay: number, name: Case): number {
  return (
    machinesFor(curve, tokensPerDay, name) * curve.microUsdPerMachineMonth +
    tokensPerDay * DAYS_PER_MONTH * curve.microUsdPerToken
  );
}

/**
 * The total cost of renting: machines for their hours, disk, egress and fee.
 *
 * The `low` cost is that of the `high` throughput. Each part is rounded half-even to micro-USD once, and a month is the sum of its
 * parts.
 *
 * @returns null if more than 10,000 machines would be needed, or if the monthly cost exceeds a safe integer of micro-USD, about
 *   9 thousand million USD. Disk or traffic alone can reach that.
 */
export function landedRent(input: RentInput): LandedRent | null {
  const { demand, price, terms, weightsGib } = input;
  const { tokensPerDay } = demand;
  const curve = rentalCurve(input);
  const needed = eachCase((name) => machinesFor(curve, tokensPerDay, opposite[name]));
  if (cases.some((name) => !(needed[name] <= MAX_MACHINES))) return null;
  const months = eachCase((name) => rentPerMonth(curve, tokensPerDay, opposite[name]));
  if (months.high > Number.MAX_SAFE_INTEGER) return null;
  const { compute, disk } = machineMonth(price, weightsGib, terms);
  const egress = egressPerToken(price, demand, terms) * tokensPerDay * DAYS_PER_MONTH;
  const partsOf = (machines: number): RentParts => ({
    compute: roundMicroUsd(compute * machines),
    disk: roundMicroUsd(disk * machines),
    egress: roundMicroUsd(egress),
    fee: roundMicroUsd(((compute + disk) * machines + egress) * demand.feeShare),
  });
  return {
    microUsdPerMonth: eachCase((name) => sumOf(partsOf(needed[name]))),
    microUsdPerMillionTokens: eachCase((name) => perMillion(months[name], tokensPerDay)),
    machines: needed,
    busyShare: (tokensPerDay * terms.loadShare) / (curve.tokensPerDayPerMachine.expected * needed.expected),
    parts: partsOf(needed.expected),
  };
}

function sumOf(parts: Record<string, MicroUsd>): MicroUsd {
  return microUsd(Object.values(parts).reduce((sum, part) => sum + part, 0));
}

/**
 * The cost of calling: input, cached input and output at their prices, and the fee. If the provider has no price for cached
 * input, the price of input applies.
 */
export function landedCall(price: TokenRates, demand: Demand): LandedCall {
  const { tokensPerDay } = demand;
  const perToken = callPerToken(price, demand);
  const days = tokensPerDay * DAYS_PER_MONTH;
  const month = perToken.input + perToken.cachedInput + perToken.output;
  const parts = {
    input: roundMicroUsd(perToken.input * days),
    cachedInput: roundMicroUsd(perToken.cachedInput * days),
    output: roundMicroUsd(perToken.output * days),
    fee: roundMicroUsd(month * days * demand.feeShare),
  };
  return {
    microUsdPerMonth: sumOf(parts),
    microUsdPerMillionTokens: roundMicroUsd(month * MILLION * (1 + demand.feeShare)),
    parts,
  };
}

/** Micro-USD for one token of the requested mix, including the fee, not rounded. */
export function callCostPerToken(price: TokenRates, demand: Demand): number {
  const { input, cachedInput, output } = callPerToken(price, demand);
  return (input + cachedInput + output) * (1 + demand.feeShare);
}

function callPerToken(
  price: TokenRates,
  { inputPerOutput, cachedShare }: Demand,
): { input: number; cachedInput: number; output: number } {
  const outputShare = 1 / (1 + inputPerOutput);
  const inputShare = 1 - outputShare;
  const cached = price.cachedInputMicroUsd ?? price.inputMicroUsd;
  return {
    input: (inputShare * (1 - cachedShare) * price.inputMicroUsd) / MILLION,
    cachedInput: (inputShare * cachedShare * cached) / MILLION,
    output: (outputShare * price.outputMicroUsd) / MILLION,
  };
}

/** Micro-USD per month for one machine, before the fee. */
function machineMonth(
  price: RentalPrice,
  weightsGib: number,
  terms: RentTerms,
): { compute: number; disk: number } {
  const hours = HOURS_PER_MONTH * (terms.hoursPerDay / HOURS_PER_DAY);
  const neededGib = weightsGib + terms.extraDiskGib;
  const stated = price.microUsdPerGibMonthDisk;
  const disk =
    stated === null
      ? Math.max(0, neededGib - (price.diskGib ?? 0)) * terms.microUsdPerGibMonthDisk
      : neededGib * stated;
  return { compute: price.microUsdPerMachineHour * hours, disk };
}

/** Egress in micro-USD for one token of the requested mix. Only answers leave the machine. */
function egressPerToken(price: RentalPrice, { inputPerOutput }: Demand, terms: RentTerms): number {
  const rate = price.microUsdPerGibEgress ?? terms.microUsdPerGibEgress;
  return (rate * terms.bytesPerOutputToken) / GIB / (1 + inputPerOutput);
}

function perMillion(microUsdPerMonth: number, tokensPerDay: number): MicroUsd {
  return roundMicroUsd((microUsdPerMonth / (tokensPerDay * DAYS_PER_MONTH)) * MILLION);
}
