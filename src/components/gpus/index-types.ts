import type { RouterOutputs } from "@/server/trpc/types";

/** Both indexes of one GPU, as a row of the table of all GPUs. */
export type GpuRow = RouterOutputs["index"]["all"]["rows"][number];
export type IndexSummary = GpuRow["kinds"]["on_demand"];

/** One GPU with all its details. */
export type GpuIndex = RouterOutputs["index"]["gpu"];
export type IndexDetail = GpuIndex["kinds"]["on_demand"];
