import { microUsd } from "@/domain/money";
import type { Machine, Price } from "./clouds/state";
import { type FeedRequest, jsonReply, type Reply, textReply } from "./reply";

export const faultKinds = [
  "latency",
  "401",
  "403",
  "429",
  "500",
  "hang",
  "garbage",
  "empty",
  "truncated",
  "html",
  "price_spike",
  "price_crash",
  "no_capacity",
  "slow_drip",
  // A body of 2 GiB, and one of 1 MiB that unpacks to 1 GiB.
  "endless",
  "gzip_bomb",
  "redirect",
  "graphql_errors",
  "bad_rows",
  // For renting: refusals that `no_capacity` does not cover, machines that never boot, and a launch whose answer is lost.
  "no_balance",
  "quota",
  "boot_fails",
  "lost_answer",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type Fault = {
  fault: FaultKind;
  /** The number of requests that it still affects; null: until it is cleared. */
  times: number | null;
  latencyMs: number;
  /** The factor by which prices are multiplied. */
  factor: number;
};

/** How the bytes are sent: whole, late, cut off, drop by drop, or never. */
export type Delivery =
  | { kind: "whole"; delayMs: number }
  | { kind: "truncated" }
  | { kind: "slow_drip" }
  | { kind: "endless" }
  | { kind: "gzip_bomb" }
  | { kind: "lost" }
  | { kind: "hang" };

/** One fault at a time for each provider. Setting another fault replaces it. */
export type Faults = Map<string, Fault>;

/** The fault for this request. Decrements its count. */
export function takeFault(faults: Faults, provider: string): Fault | null {
  const fault = faults.get(provider);
  if (fault === undefined) return null;
  if (fault.times !== null) {
    fault.times -= 1;
    if (fault.times <= 0) faults.delete(provider);
  }
  return fault;
}

/** The machines as the faulty feed shows them. The market itself does not change. */
export function spoilMachines(fault: Fault | null, machines: Machine[]): Machine[] {
  switch (fault?.fault) {
    case "empty":
      return [];
    case "no_capacity":
      return machines.map((machine) => ({ ...machine, stock: "none" }));
    case "price_spike":
    case "price_crash":
      return machines.map((machine) => ({
        ...machine,
        onDemand: scaled(machine.onDemand, fault.factor),
        spot: scaled(machine.spot, fault.factor),
      }));
    default:
      return machines;
  }
}

/** The factor of a fault for token prices, which do not belong to a machine. */
export function priceFactor(fault: Fault | null): number {
  return fault?.fault === "price_spike" || fault?.fault === "price_crash" ? fault.factor : 1;
}

/**
 * An answer that replaces the feed's own, or null.
 *
 * @param tooMany the provider's answer to too many requests.
 */
export function spoiltReply(fault: Fault | null, request: FeedRequest, tooMany: Reply): Reply | null {
  switch (fault?.fault) {
    case "401":
    case "403":
      return jsonReply({ error: "unauthorized", message: "Invalid API key." }, Number(fault.fault));
    case "429":
      return tooMany;
    case "500":
      return textReply("<html><body><h1>500 Internal Server Error</h1></body></html>", 500, "text/html");
    case "html":
      return textReply(LOGIN_PAGE, 200, "text/html; charset=utf-8");
    case "garbage":
      return { status: 200, contentType: "application/json", body: GARBAGE };
    case "redirect":
      return {
        ...textReply("", 302),
        headers: { location: `http://169.254.169.254/latest/meta-data${request.path}` },
      };
    case "graphql_errors":
      return jsonReply({
        errors: [{ message: "Something went wrong.", extensions: { code: "INTERNAL_SERVER_ERROR" } }],
        data: null,
      });
    default:
      return null;
  }
}

/** @param hasRented whether the request created a machine. `lost_answer` only loses such responses. */
export function deliveryOf(fault: Fault | null, hasRented: boolean): Delivery {
  switch (fault?.fault) {
    case "latency":
      return { kind: "whole", delayMs: fault.latencyMs };
    case "hang":
    case "truncated":
    case "slow_drip":
    case "endless":
    case "gzip_bomb":
      return { kind: fault.fault };
    case "lost_answer":
      return hasRented ? { kind: "lost" } : { kind: "whole", delayMs: 0 };
    default:
      return { kind: "whole", delayMs: 0 };
  }
}

/** The usual response to a caller above the rate limit. It states how long to wait. */
export const tooManyRequests = jsonReply({ error: "Too many requests", status: 429 }, 429, {
  "retry-after": "2",
});

/** Prices for spoilt rows. An adapter must refuse each of these rows without losing the others. */
export const badPrices = [-0.5, 0, null, "2,49", "NaN", 1e9] as const;
export const hostileName = "<img src=x onerror=alert(1)>\u202e=cmd|'/C calc'!A0";

const LOGIN_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><form action="/login"><input name="user"></form></body></html>';
const GARBAGE = '\u0000\u0001{"gpuTypes":[[[,}\ufffd\u0007not json at all';

function scaled(price: Price | null, factor: number): Price | null {
  if (price === null) return null;
  return { ...price, current: microUsd(Math.max(1, Math.round(price.current * factor))) };
}
