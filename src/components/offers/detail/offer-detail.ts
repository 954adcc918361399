import type { RouterOutputs } from "@/server/trpc/types";

/** One offer with its score, its age and whether it is still offered. */
export type OfferDetail = RouterOutputs["offers"]["byId"];
