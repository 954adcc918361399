import { AppError } from "./errors";

declare const unit: unique symbol;

/** Whole US cents: what is charged, refunded or shown on an invoice. */
export type Cents = number & { readonly [unit]: "Cents" };

/** Millionths of a US dollar: rates and prices, which providers quote below a cent. */
export type MicroUsd = number & { readonly [unit]: "MicroUsd" };

/**
 * Brands a safe integer as MicroUsd. Nothing else converts a plain number to this type.
 *
 * @throws {AppError} INVALID_INPUT when the value is not a safe integer.
 */
export function microUsd(value: number): MicroUsd {
  if (!Number.isSafeInteger(value))
    throw new AppError("INVALID_INPUT", `not a whole number of micro-USD: ${value}`);
  return value as MicroUsd;
}

/**
 * Parses a decimal string ("2.397", "55.0400000000"; not "1e-3") to micro-USD, rounded half-even at the seventh decimal.
 *
 * Works on digits, never on binary fractions, so "0.29" is 290000 exactly. Numbers are read in their shortest decimal form.
 *
 * @throws {AppError} INVALID_INPUT for anything but an optional minus, digits and one dot, and for results beyond safe integers.
 */
export function parseMicroUsd(value: string | number): MicroUsd {
  const text = typeof value === "number" ? plainDecimal(value) : value.trim();
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new AppError("INVALID_INPUT", `not a decimal amount: ${JSON.stringify(value)}`);
  const [, sign = "", whole = "0", fraction = ""] = match;
  const kept = BigInt(whole + fraction.slice(0, 6).padEnd(6, "0"));
  const rounded = kept + (roundsUp(fraction.slice(6), kept) ? 1n : 0n);
  return microUsd(Number(sign === "-" ? -rounded : rounded));
}

/** The inverse of {@link parseMicroUsd} for amounts of zero and more: the exact decimal in USD, without zeros at its end ("4.1899", "10"). */
export function writeUsd(amount: MicroUsd): string {
  const digits = String(amount).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -6) : `${digits.slice(0, -6)}.${fraction}`;
}

/**
 * Divides a price by a positive number, rounded half-even.
 *
 * @throws {AppError} INVALID_INPUT when `parts` is not positive and finite.
 */
export function divideMicroUsd(amount: MicroUsd, parts: number): MicroUsd {
  if (!(parts > 0) || !Number.isFinite(parts))
    throw new AppError("INVALID_INPUT", `cannot divide by ${parts}`);
  return microUsd(roundHalfEven(amount / parts));
}

/**
 * The nearest whole micro-USD, half-even. For rates that result from statistics.
 *
 * @throws {AppError} INVALID_INPUT when the value is not finite or too large.
 */
export function roundMicroUsd(value: number): MicroUsd {
  return microUsd(roundHalfEven(value));
}

/** Rounds micro-USD to cents, half-even. Call it once per invoice line and nowhere else. */
export function toCents(amount: MicroUsd): Cents {
  // The cast is safe: roundHalfEven returns a whole number for the quotient of two safe integers.
  return roundHalfEven(amount / 10_000) as Cents;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function roundsUp(rest: string, kept: bigint): boolean {
  const first = rest.charAt(0);
  if (first === "" || first < "5") return false;
  if (first > "5" || /[1-9]/.test(rest.slice(1))) return true;
  return kept % 2n === 1n;
}

function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const text = String(value);
  // Vendors send numbers as small as 1e-7. toFixed is exact enough, because rounding drops everything after the seventh decimal.
  return text.includes("e") ? value.toFixed(12) : text;
}
