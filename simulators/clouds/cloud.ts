import type { MachineFault } from "@/domain/pod/machine";
import type { CatalogueFile } from "../../prisma/catalogue/load";
import type { Fault } from "../faults";
import type { Random } from "../random";
import type { FeedRequest, Reply } from "../reply";
import type { MachineFeed } from "./fleet";
import type { Machine, TokenPriceRow } from "./state";

/** The market as one request to a feed sees it, after the fault has changed it. */
export type FeedWorld = { machines: Machine[]; fault: Fault | null };

/** For feeds that price models by the token. */
export type TokenFeedWorld = FeedWorld & { tokenPrices: readonly TokenPriceRow[] };

export type FeedAnswer = (request: FeedRequest, world: FeedWorld) => Reply;

/** The sources from which a cloud may generate its machines. */
export type Opening = {
  /**
   * The provider's dated price list.
   *
   * @throws {Error} if the catalogue has none.
   */
  priceList(): CatalogueFile;
  random: Random;
  /** The number of searches per minute that a cloud with such a limit allows to one caller. */
  searchesPerMinute: number;
};

/**
 * A simulation of one provider's API: everything that the simulator knows about it.
 *
 * The registry lists the clouds; the server, the controls and the tests take them from there.
 */
export type SimulatedCloud<Slug extends string = string> = {
  /** The same slug as in `src/server/providers`. */
  slug: Slug;
  /**
   * Generates the machines of a new market and returns the feed that sells them. Called once per market, in the order of the
   * registry: all clouds share `random`, so the numbers that one cloud draws affect the clouds after it.
   */
  open(opening: Opening): { machines: Machine[]; answerFeed: FeedAnswer };
  /** The renting half of the API; absent if the provider rents nothing. */
  answerMachines?: MachineFeed;
  /** The vendor's response to a caller above the rate limit, if it differs from the usual one. */
  tooManyRequests?: Reply;
  /** Whether the API is GraphQL, which reports errors under status 200. */
  speaksGraphql?: boolean;
  traits: CloudTraits;
};

/** Facts about one cloud for the tests that cover all clouds. No response depends on them. */
export type CloudTraits = {
  /** The minimum number of offers, or token offers, that the adapter reads. */
  minOffers: number;
  /** GPU or type names in the feed that no adapter may turn into an offer. */
  unknownGpus?: readonly string[];
  /** Part of the name of a machine whose live price a test can set and read back. Absent if the feed has no machine prices. */
  priceableMachine?: string;
  /** The feed shows when nothing is available. */
  showsStock?: boolean;
  /** Refusals that the API distinguishes, besides `no_capacity`. */
  refusals?: readonly MachineFault[];
  /** A model by the provider's own name, if an endpoint does not accept its common name. */
  model?: string;
  /** The API does not show whether a machine is booting or has failed to boot, so it counts as running from the start. */
  hidesBootState?: boolean;
  /** The time that a machine must be offline before the API deletes it. Until then it is stopped and not billed. */
  offlineBeforeDeletionMs?: number;
  /** These machines do not accept SSH logins; they receive their work in another way. */
  hasNoSsh?: boolean;
  /** The vendor's OpenAPI document, which is not part of this repository. */
  vendorDescription?: VendorDescription;
};

export type VendorDescription = {
  file: string;
  /** The path of the document's server URL, which precedes its paths in our requests. */
  pathPrefix: string;
  /** Accepted differences: calls that the document lacks or contradicts. A comment at each says why we make it. */
  knownDifferences: readonly RegExp[];
};

/** Keeps the slug as a literal type. */
export function defineCloud<const Slug extends string>(cloud: SimulatedCloud<Slug>): SimulatedCloud<Slug> {
  return cloud;
}
