import type { z } from "zod";
import type { Offer, SkippedRow } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { Reason } from "@/domain/reasons";
import type { Http } from "@/server/http/http";
import { type Gate, type Gates, type PaceRule, processGates } from "@/server/http/pace";
import { ProviderError } from "@/server/http/provider-error";
import type { MachineApi } from "./machines/contract";
import type { Query, Secrets } from "./request";

/** A provider's reply as offers. One row can become several offers (spot, each place) or none. */
export type MappedOffers = {
  offers: Offer[];
  tokenOffers: TokenOffer[];
  skipped: SkippedRow[];
  rawCount: number;
};

/** The provider's dated list prices, for feeds that say what there is but not what it costs. */
export type PublishedPrices = { offers: readonly Offer[]; tokenOffers: readonly TokenOffer[] };

export const nothingPublished: PublishedPrices = { offers: [], tokenOffers: [] };

/** What a reply is read with: the moment of the poll, and the list prices where the feed has none. */
export type Reading = { now: Date; published?: PublishedPrices };

/**
 * Documented fields of the answers that no offer depends on: the paths, by the reason. A path is as in the reply, with `[]` for the
 * elements of a list and `*` for names that are data.
 */
export type IgnoredFields = Readonly<Record<string, readonly string[]>>;

type Headers = Readonly<Record<string, string>>;

/**
 * The calls an adapter may make, bound to its base URL, its limits and the retries of the outbound client.
 *
 * Paths start with one slash and stay below the base URL. They cannot carry whole URLs out of replies, on purpose.
 */
export type ProviderRequest = {
  /** The values of `secretNames`; empty for a provider that needs no key. */
  secrets: Secrets;
  /** `headers` are added to `authHeaders` for this call: for example a token from an earlier call. */
  getJson(path: string, query?: Query, headers?: Headers): Promise<unknown>;
  /** Only for a POST that changes nothing: it may be sent again after a failure. */
  postJson(path: string, body: unknown, headers?: Headers): Promise<unknown>;
  /** The lines of a file that is too large for memory. */
  getLines(path: string): AsyncIterable<string>;
};

/** For one attempt. */
type Limits = { maxBytes?: number; totalTimeoutMs?: number };

export type PriceKind = "live" | "list";

/** One sentence in each language of the site. */
export type Quirk = { en: string; es: string };

type ProviderFacts = {
  /** Kebab-case; names the adapter's folder and the rows in the database. */
  slug: string;
  /** The name that people know. */
  name: string;
  website: string;
  /** API reference for people. */
  docsUrl: string;
  /** Where a person can check a price. */
  pricingUrl: string;
  /** Origin, with the path that all calls share, if any, and without a slash at the end. */
  baseUrl: string;
  /** The only hosts that may be called. */
  hosts: readonly string[];
  pollEverySeconds: number;
  /** The API's rate limits, which the polls and machines of one process observe together. */
  pace?: readonly PaceRule[];
  /** Environment variables that a poll cannot do without; empty when offers are listed without an account. */
  secretNames: readonly string[];
  /** Headers that every call carries. */
  authHeaders?(secrets: Secrets): Headers;
  /**
   * What the feed sells, and where the prices come from. `live`: the feed states the current price. `list`: it names what there
   * is, and the price is the dated one of `prisma/catalogue`. Every such offer carries `listedOn`, and what the list does not
   * price is refused and counted.
   */
  priceKind: { gpuHour?: PriceKind; millionTokens?: PriceKind };
  /** False: availability is "unknown" on every offer. */
  hasStock: boolean;
  hasSpot: boolean;
  /** The renting half, for providers whose API rents. */
  machines?: MachineApi;
  /** `fields.test.ts` proves that every other documented field changes an offer, a refusal or a call, and that these change none. */
  ignoredFields: IgnoredFields;
  /** What is surprising about this API. */
  quirks: readonly Quirk[];
  /** Limits for replies, and for files read by line, where the client's own do not suit. */
  limits?: Limits;
  fileLimits?: Limits;
  /**
   * Makes the calls, follows the pages, and returns what `response` describes. It maps nothing, reads no clock, and catches errors only to
   * name a failure correctly.
   *
   * @throws {ProviderError} from the calls, or from `badReply` when a reply reports an error under HTTP 200.
   */
  fetchOffers(request: ProviderRequest): Promise<unknown>;
  /**
   * For lists that are costly to read: a short text that stays the same as long as the offers do. It is read before each poll, and
   * the offers only when it has changed.
   *
   * @throws {ProviderError} as `fetchOffers`.
   */
  fetchVersion?(request: ProviderRequest): Promise<string>;
};

type ProviderDefinition<Raw> = ProviderFacts & {
  /** The envelope only, with rows as `z.unknown()`, because `toOffers` refuses a bad row on its own. Unknown fields are ignored. */
  response: z.ZodType<Raw>;
  /**
   * Pure: same reply and moment, same offers, in the order of the rows. Use `mapRows` and `mapTokenRows`, and `refuseOutOfForce`
   * for rows with dates.
   */
  toOffers(raw: Raw, reading: Required<Reading>): MappedOffers;
};

export type Provider = ProviderFacts & {
  /** Whether `machines` can rent, and whether it can stop and start what it has rented. */
  canLaunch: boolean;
  canStop: boolean;
  /**
   * Reads the reply of `fetchOffers` as offers. Pure.
   *
   * @throws {ProviderError} bad_response when the envelope is not what the provider documents.
   */
  readOffers(reply: unknown, reading: Reading): MappedOffers;
};

/** Ties a definition's schema and mapping together, so that its raw type stays private. */
export function defineProvider<Raw>(definition: ProviderDefinition<Raw>): Provider {
  const { response, toOffers, ...facts } = definition;
  return {
    ...facts,
    canLaunch: facts.machines !== undefined,
    canStop: facts.machines?.stop !== undefined,
    readOffers: (reply, { now, published = nothingPublished }) =>
      toOffers(parseReply(facts.slug, response, reply), { now, published }),
  };
}

export type PollOptions = {
  http: Http;
  /** Rows that are not in force at this moment are no offers. */
  now: Date;
  /** Replaces the provider's own base URL, for simulators and tests. */
  baseUrl?: string;
  signal?: AbortSignal;
  secrets?: Secrets;
  /** For providers whose prices come from their list. */
  published?: PublishedPrices;
  /** Absent: the gates of this process for the provider itself, and none where `baseUrl` replaces it. */
  gates?: Gates;
};

type CallOptions = Omit<PollOptions, "now" | "published">;

/** Where the calls to a provider wait for their turn; undefined where `baseUrl` replaces it, because that has no limits. */
export function gateOf(
  { slug, pace = [] }: Pick<Provider, "slug" | "pace">,
  caller: "with a key" | "without a key",
  { gates, baseUrl }: Pick<PollOptions, "gates" | "baseUrl">,
): Gate | undefined {
  const chosen = gates ?? (baseUrl === undefined ? processGates : undefined);
  return chosen?.of(slug, caller, pace);
}

/**
 * One poll: fetch, check, map. It never returns an empty list: if no offer can be read, it fails.
 *
 * @throws {ProviderError} of any kind from the calls; bad_response for a wrong envelope, or when every row was refused.
 */
export async function pollProvider(provider: Provider, options: PollOptions): Promise<MappedOffers> {
  const reply = await provider.fetchOffers(bindRequest(provider, options));
  const mapped = provider.readOffers(reply, {
    now: options.now,
    published: options.published ?? nothingPublished,
  });
  if (mapped.offers.length + mapped.tokenOffers.length > 0) return mapped;
  const { rawCount: rows, skipped } = mapped;
  const [first] = skipped;
  const why = first ? `${skipped.length} refused, first: ${JSON.stringify(first.reason)}` : "nothing refused";
  throw badReply(provider.slug, `no offer in ${rows} rows (${why})`, {
    code: "feed.no_offer",
    parameters: { rows, refused: skipped.length },
  });
}

/**
 * The version of a provider's list, or null for a provider whose list has none.
 *
 * @throws {ProviderError} of any kind from the call.
 */
export async function pollVersion(provider: Provider, options: CallOptions): Promise<string | null> {
  return (await provider.fetchVersion?.(bindRequest(provider, options))) ?? null;
}

/**
 * Checks a page or an envelope against its schema.
 *
 * @throws {ProviderError} bad_response with the name of the first wrong field, but not its value.
 */
export function parseReply<Raw>(slug: string, schema: z.ZodType<Raw>, reply: unknown): Raw {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || "reply";
  throw badReply(slug, `${field}: ${issue?.message ?? "not as documented"}`, {
    code: "provider.not_documented",
    parameters: { field },
  });
}

/** The error for a reply that arrived complete but is not what the provider documents. */
export function badReply(slug: string, why: string, reason?: Reason): ProviderError {
  return new ProviderError("bad_response", `${slug}: ${why}`, reason ? { reason } : {});
}

function bindRequest(
  provider: Provider,
  { http, baseUrl, signal, secrets = {}, gates }: CallOptions,
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

/** Paths may come from replies, so nothing in them may lead out of the base URL. */
function urlBelow(base: URL, path: string, query: Query = {}): URL {
  if (!/^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\/?$/.test(path))
    throw new ProviderError("bad_response", `${base.host}: refused the path ${JSON.stringify(path)}`);
  const url = new URL(base.pathname.replace(/\/$/, "") + path, base.origin);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
