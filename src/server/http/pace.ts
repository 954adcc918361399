import { setTimeout as delay } from "node:timers/promises";
import { trustedNow } from "@/server/clock/clock";
import { LONGEST_RETRY_AFTER_MS, ProviderError, retryAfterOf } from "./provider-error";

/** How often the owner of an API allows calls. A call follows every rule that matches it. */
export type PaceRule = {
  /** Minimum time between the starts of two calls. */
  everyMs: number;
  /** Every method by default. */
  method?: string;
  /** Matched against the path of the URL; every path by default. */
  path?: RegExp;
};

/** Header names are in lower case. */
type ObservedAnswer = { status: number; headers: Readonly<Record<string, string | string[] | undefined>> };

/** The queue for calls to one API. */
export type Gate = {
  /**
   * Resolves when it is this call's turn: the first slot that every matching rule allows. Calls under the same rules go in the
   * order in which they asked; a call under a slow rule does not delay the others while it waits.
   *
   * @throws {ProviderError} rate_limit, with `retryAfterMs`, when the turn is more than 30 s away; also throws the abort of the
   *   signal.
   */
  pass(call: { method: string; path: string }, signal?: AbortSignal): Promise<void>;
  /** Closes the gate as an answer demands: by Retry-After on a 429, or by exhausted windows in `RateLimit`. */
  observe(answer: ObservedAnswer): void;
};

export type Gates = {
  /**
   * @param api calls under the same name share the rules.
   * @param caller the account that makes the calls: an exhausted quota applies only to it.
   */
  of(api: string, caller: string, rules: readonly PaceRule[]): Gate;
};

/** `now` is a stopwatch: a wait must not grow or shrink because a wall clock was set. */
type Clock = { now(): number; sleep(waitMs: number, signal?: AbortSignal): Promise<unknown> };

const LONGEST_WAIT_MS = 30_000;

/** Start times of recent and waiting calls, by the rule that keeps them apart. */
type Turns = Map<string, readonly number[]>;

/** Creates gates for one process; they do not know of calls by other processes. */
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
          // An answer that arrived during the wait may have closed the gate.
          do {
            const waitMs = takeTurn(covering, turns, {
              nowMs: clock.now(),
              heldUntilMs: holds.get(name) ?? 0,
            });
            if (waitMs > LONGEST_WAIT_MS) throw tooLong(api, waitMs);
            if (waitMs > 0) await clock.sleep(waitMs, signal);
          } while ((holds.get(name) ?? 0) > clock.now());
        },
        observe: (answer) => {
          const nowMs = clock.now();
          const untilMs = nowMs + Math.min(holdMs(answer), LONGEST_RETRY_AFTER_MS);
          holds.set(name, Math.max(untilMs, holds.get(name) ?? 0));
        },
      };
    },
  };
}

const systemClock: Clock = {
  now: () => performance.now(),
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

/** The wait until this call's turn. A turn that is too far off is not taken. */
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

/** The earliest time that is as far from every taken turn, before or after it, as the rules require. */
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
 * `RateLimit: "minute";r=0;t=12, "hour";r=2800;t=1812`: remaining calls, and seconds until the window starts again.
 * Source: draft-ietf-httpapi-ratelimit-headers.
 */
function holdMs({ status, headers }: ObservedAnswer): number {
  const windows = String(headers.ratelimit ?? "").split(",");
  const usedUp = windows.map((window) => {
    const [, ...pairs] = window.split(";").map((part) => part.trim().split("="));
    const { r, t } = Object.fromEntries(pairs);
    return r === "0" && /^\d+$/.test(t ?? "") ? Number(t) * 1000 : 0;
  });
  const asked = status === 429 ? retryAfterOf(headers, trustedNow()) : null;
  return Math.max(0, asked ?? 0, ...usedUp);
}

/** Whether our own gate refused the call because its turn was too far off. A refusal by the provider has an HTTP status. */
export function wasHeldBack({ kind, status }: ProviderError): boolean {
  return kind === "rate_limit" && status === null;
}

function tooLong(api: string, waitMs: number): ProviderError {
  return new ProviderError("rate_limit", `${api}: no call allowed for ${Math.ceil(waitMs / 1000)} s`, {
    retryAfterMs: waitMs,
    isUnsent: true,
    reason: { code: "provider.call_waits", parameters: { seconds: Math.ceil(waitMs / 1000) } },
  });
}
