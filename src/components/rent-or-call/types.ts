import type { RouterOutputs } from "@/server/trpc/types";

export type Comparison = RouterOutputs["rentOrCall"]["compare"];
export type ComparisonRow = Comparison["rows"][number];
export type RentalRow = Extract<ComparisonRow, { kind: "rent" }>;
export type CallRow = Extract<ComparisonRow, { kind: "call" }>;
