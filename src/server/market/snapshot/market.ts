import type { Columns } from "./columns";
import type { FeedState, MarketRow } from "./row";

/** The snapshot: its offers, their feeds by feed key, and a revision that grows with every change. */
export type Market = {
  columns: Columns;
  feeds: Map<string, FeedState>;
  /** Which polled prices are shown: one database may contain real and simulated ones, but they are never shown together. */
  polledSource: "live" | "simulated";
  revision: number;
  /** Offers that are sold on some days only; `columns` has those of the day of the last question. */
  dated?: Map<string, MarketRow>;
};
