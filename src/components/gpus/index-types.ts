import type { RouterOutputs } from "@/server/trpc/types";

/** Both indices of one GPU in the table of all. */
export type GpuRow = RouterOutputs["index"]["all"]["rows"][number];
export type IndexSummary = GpuRow["kinds"]["on_demand"];

/** One GPU whole. */
export type GpuIndex = RouterOutputs["index"]["gpu"];
export type IndexDetail = GpuIndex["kinds"]["on_demand"];
