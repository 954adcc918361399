import type { RouterOutputs } from "@/server/trpc/types";

export type ComparedOffer = RouterOutputs["offers"]["compare"][number];
