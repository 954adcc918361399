import type { Columns } from "./columns";
import type { FeedState } from "./row";

/** The snapshot: its offers, their feeds by feed key, and a revision that grows with every change. */
export type Market = {
  columns: Columns;
  feeds: Map<string, FeedState>;
  /** Which polled prices are shown: one database may contain real and simulated ones, but they are never shown together. */
  polledSource: "live" | "simulated";
  revision: number;
};
