import { Agent } from "undici";
import { trustedNow } from "@/server/clock/clock";
import { guardedLookup } from "./guard";
import { type Breaker, noBreaker } from "./policy";

export type HttpOptions = {
  userAgent?: string;
  /** Host names that may be called; absent means any public one. */
  allowedHosts?: readonly string[];
  /** Allows plain http and private addresses: only for simulators and tests. Link-local addresses stay refused. */
  allowPrivate?: boolean;
  connectTimeoutMs?: number;
  headersTimeoutMs?: number;
  bodyIdleTimeoutMs?: number;
  totalTimeoutMs?: number;
  maxBytes?: number;
  maxAttempts?: number;
  /** A circuit breaker around every attempt; none by default. */
  breaker?: Breaker;
  /** Aborts every call of this client. */
  signal?: AbortSignal | undefined;
  now?: () => Date;
  /** Adjusts the wait before a retry; tests shorten it. */
  wait?: (milliseconds: number) => number;
  random?: () => number;
  log?: { warn(fields: object, message: string): void };
};

/** The options of a client with every default filled in, and its connections. */
export type Client = ReturnType<typeof makeClient>;

export function makeClient(options: HttpOptions) {
  const allowPrivate = options.allowPrivate ?? false;
  const agent = new Agent({
    connect: { timeout: options.connectTimeoutMs ?? 5_000, lookup: guardedLookup(allowPrivate) },
    headersTimeout: options.headersTimeoutMs ?? 15_000,
    bodyTimeout: options.bodyIdleTimeoutMs ?? 15_000,
    connections: 8,
  });
  const { random = Math.random, wait = (milliseconds: number) => milliseconds } = options;
  return {
    agent,
    allowPrivate,
    allowedHosts: options.allowedHosts ?? null,
    userAgent: options.userAgent ?? "gpubroker/0.1",
    totalTimeoutMs: options.totalTimeoutMs ?? 60_000,
    maxBytes: options.maxBytes ?? 16 * 1024 * 1024,
    now: options.now ?? trustedNow,
    policy: { maxAttempts: options.maxAttempts ?? 3, breaker: options.breaker ?? noBreaker, random, wait },
    log: options.log ?? { warn() {} },
  };
}
