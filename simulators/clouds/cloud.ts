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

/** What a cloud may draw its machines from. */
export type Opening = {
  /**
   * The provider's dated price list.
   *
   * @throws {Error} when the catalogue has none.
   */
  priceList(): CatalogueFile;
  random: Random;
  /** How many searches a minute a cloud that limits them grants to one caller. */
  searchesPerMinute: number;
};

/**
 * One provider's API, imitated: everything that the simulator knows about it.
 *
 * The registry lists the clouds; the server, the controls and the tests take them from there.
 */
export type SimulatedCloud<Slug extends string = string> = {
  /** As in `src/server/providers`. */
  slug: Slug;
  /**
   * Draws the machines of a new market and returns the feed that sells them. Called once per market, in the order of the
   * registry; what one cloud draws from `random` shifts what the next ones get.
   */
  open(opening: Opening): { machines: Machine[]; answerFeed: FeedAnswer };
  /** The renting half of the API; absent where the provider rents nothing. */
  answerMachines?: MachineFeed;
  /** The vendor's own answer to a caller who asks too often, where it differs from the usual one. */
  tooManyRequests?: Reply;
  /** Whether the API is GraphQL, which reports errors under status 200. */
  speaksGraphql?: boolean;
  traits: CloudTraits;
};

/** What the tests of all clouds must know about one of them. No answer depends on it. */
export type CloudTraits = {
  /** How many offers, or token offers, the adapter reads at the least. */
  fewestOffers: number;
  /** GPU or type names in the feed that no adapter may turn into an offer. */
  unknownGpus?: readonly string[];
  /** Part of the name of a machine whose live price a test can set and read back; absent: the feed prices no machine. */
  priceableMachine?: string;
  /** The feed shows when nothing is available. */
  showsStock?: boolean;
  /** Refusals that the API tells apart, beyond `no_capacity`. */
  refusals?: readonly MachineFault[];
  /** A model by the provider's own name for it, where an endpoint cannot serve one by its common name. */
  model?: string;
  /** The API does not show whether a machine is still booting or has failed to boot: it counts as running from the start. */
  isSilentOnBoot?: boolean;
  /** How long a machine must have been offline before the API deletes it; until then it is stopped and no longer billed. */
  offlineBeforeDeletionMs?: number;
  /** Nobody logs in to these machines by SSH: work reaches them another way. */
  hasNoSsh?: boolean;
  /** The owner's OpenAPI document, which is not part of this repository. */
  ownersDescription?: OwnersDescription;
};

export type OwnersDescription = {
  file: string;
  /** What stands before the document's paths in ours: the path of its server URL. */
  pathPrefix: string;
  /** Reports of calls that the document lacks or contradicts and that we make all the same; a comment at each says why. */
  knownDifferences: readonly RegExp[];
};

/** Keeps the slug as a literal type. */
export function defineCloud<const Slug extends string>(cloud: SimulatedCloud<Slug>): SimulatedCloud<Slug> {
  return cloud;
}
