import type { RouterOutputs } from "@/server/trpc/types";

/** One provider as we see it: its feed's health, what it can do, what surprises in it. */
export type Profile = RouterOutputs["offers"]["provider"];
