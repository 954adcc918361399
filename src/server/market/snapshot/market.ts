import type { Columns } from "./columns";
import type { FeedState } from "./row";

/** The snapshot: its offers, the feeds they came from by feed key, and a number that grows with every change. */
export type Market = {
  columns: Columns;
  feeds: Map<string, FeedState>;
  /** What polled prices are shown: real and simulated ones may lie in one database and never stand side by side. */
  polledSource: "live" | "simulated";
  revision: number;
};
