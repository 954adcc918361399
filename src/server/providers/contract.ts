import type { z } from "zod";
import type { Offer, SkippedRow } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { Http } from "@/server/http/http";
import { type Gate, type Gates, type PaceRule, processGates } from "@/server/http/pace";
import { ProviderError } from "@/server/http/provider-error";
import type { MachineApi } from "./machines/contract";
import type { Query, Secrets } from "./request";

/** What a provider's reply came to. One row may become several offers (spot, each place) or none. */
export type MappedOffers = {
  offers: Offer[];
  tokenOffers: TokenOffer[];
  skipped: SkippedRow[];
  rawCount: number;
};

/** The provider's dated list prices, for feeds that say what there is and not what it costs. */
export type PublishedPrices = { offers: readonly Offer[]; tokenOffers: readonly TokenOffer[] };

export const nothingPublished: PublishedPrices = { offers: [], tokenOffers: [] };

type Headers = Readonly<Record<string, string>>;

/**
 * The calls an adapter may make, bound to its base URL, its limits and the retries of the outbound client.
 *
 * Paths start with one slash and stay below the base URL; whole URLs out of replies do not fit in here, on purpose.
 */
export type ProviderRequest = {
  /** The values of `secretNames`; empty for a provider that asks for none. */
  secrets: Secrets;
  /** `headers` go with this call on top of `authHeaders`: a token got from an earlier call, say. */
  getJson(path: string, query?: Query, headers?: Headers): Promise<unknown>;
  /** For questions asked by POST only: it may be sent again after a failure. */
  postJson(path: string, body: unknown, headers?: Headers): Promise<unknown>;
  /** Lines of a file too large to hold. */
  getLines(path: string): AsyncIterable<string>;
};

/** Of one attempt. */
type Limits = { maxBytes?: number; totalTimeoutMs?: number };

export type PriceKind = "live" | "list";

/** One sentence in each language of the pages. */
export type Quirk = { en: string; es: string };

type ProviderFacts = {
  /** Kebab-case; names the adapter's file, its fixture and the rows in the database. */
  slug: string;
  /** As people know it. */
  name: string;
  website: string;
  /** API reference for people. */
  docsUrl: string;
  /** Where a person checks a price. */
  pricingUrl: string;
  /** Origin, and a path if every call shares one, without a slash at its end. */
  baseUrl: string;
  /** The only hosts that may be called. */
  hosts: readonly string[];
  pollEverySeconds: number;
  /** The owner's own limits, kept by polls and machines together within one process. */
  pace?: readonly PaceRule[];
  /** Environment variables without which nothing can be asked; empty when offers are listed without an account. */
  secretNames: readonly string[];
  /** Headers of every call. */
  authHeaders?(secrets: Secrets): Headers;
  /**
   * What the feed sells, and where the prices come from. `live`: the feed states what it costs now. `list`: it names what there
   * is, and the price is the dated one of `prisma/catalogue`; every such offer carries `listedOn`, and what the list does not
   * price is refused and counted.
   */
  priceKind: { gpuHour?: PriceKind; millionTokens?: PriceKind };
  /** False: availability is "unknown" on every offer. */
  hasStock: boolean;
  hasSpot: boolean;
  /** Renting, for providers whose API rents. */
  machines?: MachineApi;
  /** What surprises in this API. */
  quirks: readonly Quirk[];
  /** Where the client's own limits do not suit replies, or files read by lines. */
  limits?: Limits;
  fileLimits?: Limits;
  /**
   * Asks, pages, and returns what `response` describes. No mapping, no clock, and no catch but to name a failure rightly.
   *
   * @throws {ProviderError} as the calls do, or by `badReply` when a reply says "error" under HTTP 200.
   */
  fetchOffers(request: ProviderRequest): Promise<unknown>;
  /**
   * For lists that are costly to read: a short text that stays equal as long as the offers do. Asked before each poll; the
   * offers are then read only when it has changed.
   *
   * @throws {ProviderError} as `fetchOffers`.
   */
  fetchVersion?(request: ProviderRequest): Promise<string>;
};

type ProviderDefinition<Raw> = ProviderFacts & {
  /** The envelope only, with rows as `z.unknown()`: a bad row is refused alone, by `toOffers`. Unknown fields are let be. */
  response: z.ZodType<Raw>;
  /** Pure: same reply, same offers, in the order of the rows. Use `mapRows` and `mapTokenRows`. */
  toOffers(raw: Raw, published: PublishedPrices): MappedOffers;
};

export type Provider = ProviderFacts & {
  /** Whether it rents by its API, and whether what is rented can be stopped and started again: as `machines` has it. */
  canLaunch: boolean;
  canStop: boolean;
  /**
   * The reply of `fetchOffers` as offers. Pure.
   *
   * @throws {ProviderError} bad_response when the envelope is not what the provider documents.
   */
  readOffers(reply: unknown, published?: PublishedPrices): MappedOffers;
};

/** Ties a definition's schema and mapping together, so that its raw type is nobody else's business. */
export function defineProvider<Raw>(definition: ProviderDefinition<Raw>): Provider {
  const { response, toOffers, ...facts } = definition;
  return {
    ...facts,
    canLaunch: facts.machines !== undefined,
    canStop: facts.machines?.stop !== undefined,
    readOffers: (reply, published = nothingPublished) =>
      toOffers(parseReply(facts.slug, response, reply), published),
  };
}

export type PollOptions = {
  http: Http;
  /** Stands in for the provider's own base URL: simulators and tests. */
  baseUrl?: string;
  signal?: AbortSignal;
  secrets?: Secrets;
  /** For providers whose prices come from their list. */
  published?: PublishedPrices;
  /** Absent: those of this process for the provider itself, none for what stands in for it. */
  gates?: Gates;
};

/** Where the calls to a provider wait for their turn, or undefined where nobody limits them: what stands in has no limits. */
export function gateOf(
  { slug, pace = [] }: Pick<Provider, "slug" | "pace">,
  caller: "with a key" | "without a key",
  { gates, baseUrl }: Pick<PollOptions, "gates" | "baseUrl">,
): Gate | undefined {
  const chosen = gates ?? (baseUrl === undefined ? processGates : undefined);
  return chosen?.of(slug, caller, pace);
}

/**
 * One poll: fetch, check, map. Never an empty list: no readable offer at all is an error.
 *
 * @throws {ProviderError} of any kind from the calls; bad_response for a wrong envelope or when every row was refused.
 */
export async function pollProvider(provider: Provider, options: PollOptions): Promise<MappedOffers> {
  const reply = await provider.fetchOffers(bindRequest(provider, options));
  const mapped = provider.readOffers(reply, options.published);
  if (mapped.offers.length + mapped.tokenOffers.length > 0) return mapped;
  const [first] = mapped.skipped;
  const why = first ? `${mapped.skipped.length} refused, first: ${first.reason}` : "nothing refused";
  throw badReply(provider.slug, `no offer in ${mapped.rawCount} rows (${why})`);
}

/**
 * The version of a provider's list, or null for a provider whose offers must be read to know.
 *
 * @throws {ProviderError} of any kind from the call.
 */
export async function pollVersion(provider: Provider, options: PollOptions): Promise<string | null> {
  return (await provider.fetchVersion?.(bindRequest(provider, options))) ?? null;
}

/**
 * Checks a page or an envelope against its schema.
 *
 * @throws {ProviderError} bad_response naming the first field that is wrong, not its value.
 */
export function parseReply<Raw>(slug: string, schema: z.ZodType<Raw>, reply: unknown): Raw {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badReply(slug, `${issue?.path.join(".") || "reply"}: ${issue?.message ?? "not as documented"}`);
}

/** The error for a reply that arrived whole and says something else than the provider documents. */
export function badReply(slug: string, why: string): ProviderError {
  return new ProviderError("bad_response", `${slug}: ${why}`);
}

function bindRequest(
  provider: Provider,
  { http, baseUrl, signal, secrets = {}, gates }: PollOptions,
): ProviderRequest {
  const base = new URL(baseUrl ?? provider.baseUrl);
  if (baseUrl === undefined && !provider.hosts.includes(base.hostname))
    throw new Error(`${provider.slug}: ${base.hostname} is not among its hosts`);
  const own = provider.authHeaders?.(secrets) ?? {};
  const caller = provider.secretNames.length > 0 ? "with a key" : "without a key";
  const gate = gateOf(provider, caller, { gates, baseUrl });
  const common = { ...provider.limits, signal, gate };
  return {
    secrets,
    getJson: (path, query, headers) =>
      http.json({ ...common, url: urlBelow(base, path, query), headers: { ...own, ...headers } }),
    postJson: (path, body, headers) =>
      http.json({
        ...common,
        url: urlBelow(base, path),
        method: "POST",
        headers: { ...own, ...headers },
        body,
        isRepeatable: true,
      }),
    getLines: (path) =>
      http.lines({ ...provider.fileLimits, signal, gate, url: urlBelow(base, path), headers: own }),
  };
}

/** Paths may come out of replies, so nothing in them may leave the base URL. */
function urlBelow(base: URL, path: string, query: Query = {}): URL {
  if (!/^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\/?$/.test(path))
    throw new ProviderError("bad_response", `${base.host}: refused the path ${JSON.stringify(path)}`);
  const url = new URL(base.pathname.replace(/\/$/, "") + path, base.origin);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
