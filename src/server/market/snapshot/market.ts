import type { Columns } from "./columns";
import type { FeedState, MarketRow } from "./row";

/** The snapshot: its offers, their feeds by feed key, and how often it has changed. */
export type Market = {
  columns: Columns;
  feeds: Map<string, FeedState>;
  /** Which polled prices are shown: one database may contain real and simulated ones, but they are never shown together. */
  polledSource: "live" | "simulated";
  /** Grows with every change of this snapshot. It means nothing in another process. */
  revision: number;
  /** The greatest revision of the database that wrote one of its offers: the same in every process, and after a restart. */
  writtenRevision: number;
  /** Offers that are sold on some days only; `columns` has those of the day of the last question. */
  dated?: Map<string, MarketRow>;
};
