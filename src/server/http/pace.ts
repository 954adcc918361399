import { setTimeout as delay } from "node:timers/promises";
import { ProviderError, parseRetryAfter } from "./provider-error";

/** How often calls may be made, as the API's owner says. A call keeps to every rule that covers it. */
export type PaceRule = {
  /** The least time between the starts of two calls. */
  everyMs: number;
  /** Absent: every method. */
  method?: string;
  /** Matched against the path of the address; absent: every path. */
  path?: RegExp;
};

/** Headers in lower case. */
type Heard = { status: number; headers: Readonly<Record<string, string | string[] | undefined>> };

/** Where calls to one API queue. */
export type Gate = {
  /**
   * Returns when it is this call's turn: the first that is free by every rule that covers it. Of calls under the same rules the one
   * that asked first goes first; a call under a slow rule holds up nobody else while it waits.
   *
   * @throws {ProviderError} rate_limit, with `retryAfterMs`, when that is more than 30 s away; the abort of the signal.
   */
  pass(call: { method: string; path: string }, signal?: AbortSignal): Promise<void>;
  /** Heeds what an answer tells: Retry-After on a 429, and windows that `RateLimit` calls used up. */
  heed(answer: Heard): void;
};

export type Gates = {
  /**
   * @param api calls by the same name keep to the rules together.
   * @param caller as whom the calls are made: what an answer tells of a used up quota holds for this one alone.
   */
  of(api: string, caller: string, rules: readonly PaceRule[]): Gate;
};

type Clock = { now(): number; sleep(waitMs: number, signal?: AbortSignal): Promise<unknown> };

const LONGEST_WAIT_MS = 30_000;
const LONGEST_HOLD_MS = 24 * 3_600_000;

/** When calls start or have just started, by the rule that keeps them apart. */
type Turns = Map<string, readonly number[]>;

/** Gates that know nothing of those in other processes. */
export function createGates(clock: Clock = systemClock): Gates {
  const turnsByApi = new Map<string, Turns>();
  const holds = new Map<string, number>();
  return {
    of: (api, caller, rules) => {
      const turns: Turns = turnsByApi.get(api) ?? new Map();
      turnsByApi.set(api, turns);
      const name = `${api} ${caller}`;
      return {
        pass: async (call, signal) => {
          const covering = rules.filter((rule) => covers(rule, call));
          // An answer that came during the wait may have closed the gate.
          do {
            const waitMs = takeTurn(covering, turns, {
              nowMs: clock.now(),
              heldUntilMs: holds.get(name) ?? 0,
            });
            if (waitMs > LONGEST_WAIT_MS) throw tooLong(api, waitMs);
            if (waitMs > 0) await clock.sleep(waitMs, signal);
          } while ((holds.get(name) ?? 0) > clock.now());
        },
        heed: (answer) => {
          const nowMs = clock.now();
          const untilMs = nowMs + Math.min(holdMs(answer, new Date(nowMs)), LONGEST_HOLD_MS);
          holds.set(name, Math.max(untilMs, holds.get(name) ?? 0));
        },
      };
    },
  };
}

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (waitMs, signal) =>
    delay(waitMs, undefined, { signal }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    }),
};

/** Shared by everything in this process that calls providers. */
export const processGates = createGates();

function covers({ method, path }: PaceRule, call: { method: string; path: string }): boolean {
  return (method === undefined || method === call.method) && (path === undefined || path.test(call.path));
}

/** Until this call's turn; one that is too far off is left to others. */
function takeTurn(
  rules: readonly PaceRule[],
  turns: Turns,
  { nowMs, heldUntilMs }: { nowMs: number; heldUntilMs: number },
): number {
  const startMs = firstFreeTurn(rules, turns, Math.max(nowMs, heldUntilMs));
  if (startMs - nowMs > LONGEST_WAIT_MS) return startMs - nowMs;
  for (const rule of rules) {
    const taken = turns.get(keyOf(rule)) ?? [];
    turns.set(keyOf(rule), [...taken.filter((turnMs) => turnMs > nowMs - rule.everyMs), startMs]);
  }
  return startMs - nowMs;
}

/** As early as it may be while no turn that is taken, before it or after it, comes closer than a rule allows. */
function firstFreeTurn(rules: readonly PaceRule[], turns: Turns, earliestMs: number): number {
  const tooClose = rules.flatMap((rule) =>
    (turns.get(keyOf(rule)) ?? [])
      .filter((turnMs) => Math.abs(turnMs - earliestMs) < rule.everyMs)
      .map((turnMs) => turnMs + rule.everyMs),
  );
  return tooClose.length === 0 ? earliestMs : firstFreeTurn(rules, turns, Math.max(...tooClose));
}

function keyOf({ method = "", path, everyMs }: PaceRule): string {
  return `${method} ${path?.source ?? ""} ${everyMs}`;
}

/**
 * `RateLimit: "minute";r=0;t=12, "hour";r=2800;t=1812`: calls that are left, seconds until the window begins anew.
 * Source: draft-ietf-httpapi-ratelimit-headers.
 */
function holdMs({ status, headers }: Heard, now: Date): number {
  const windows = String(headers.ratelimit ?? "").split(",");
  const usedUp = windows.map((window) => {
    const [, ...pairs] = window.split(";").map((part) => part.trim().split("="));
    const { r, t } = Object.fromEntries(pairs);
    return r === "0" && /^\d+$/.test(t ?? "") ? Number(t) * 1000 : 0;
  });
  const asked = status === 429 ? parseRetryAfter(headers["retry-after"], now) : null;
  return Math.max(0, asked ?? 0, ...usedUp);
}

/** Whether a call was never made because its turn was too far off: a provider that says so has an HTTP status. */
export function wasHeldBack({ kind, status }: ProviderError): boolean {
  return kind === "rate_limit" && status === null;
}

function tooLong(api: string, waitMs: number): ProviderError {
  return new ProviderError("rate_limit", `${api}: no call allowed for ${Math.ceil(waitMs / 1000)} s`, {
    retryAfterMs: waitMs,
  });
}
