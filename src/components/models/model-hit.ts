import type { RouterOutputs } from "@/server/trpc/types";

export type ModelHit = RouterOutputs["models"]["search"]["hits"][number];
export type ModelDetail = RouterOutputs["models"]["byId"];
export type ServedModel = ModelDetail["offers"][number];
