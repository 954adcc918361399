import type { RouterOutputs } from "@/server/trpc/types";

/** One provider as we see it: its feed's health and what it can do. */
export type Profile = RouterOutputs["providers"]["all"][number];
/** And what surprises in it. */
export type ProfileDetail = RouterOutputs["providers"]["bySlug"];
