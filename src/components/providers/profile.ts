import type { RouterOutputs } from "@/server/trpc/types";

/** One provider: the health of its feed and its capabilities. */
export type Profile = RouterOutputs["providers"]["all"][number];
/** Its capabilities and pitfalls. */
export type ProfileDetail = RouterOutputs["providers"]["bySlug"];
