import type { OfferSource, UnmappedName } from "@/domain/offer/offer";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";
import { polledSource } from "@/server/mode";
import { providerName } from "@/server/providers/provider-names";

export type WaitingName = UnmappedName & {
  provider: string;
  providerName: string;
  source: OfferSource;
  /** Rows with this name in the last successful answer. */
  count: number;
  firstSeenAt: string;
  lastSeenAt: string;
};

/**
 * Names of GPUs and models that are in none of our tables, from the last answers of the feeds: GPUs first, most frequent first.
 */
export async function unmappedNames(ctx: Context): Promise<WaitingName[]> {
  await authorize(ctx, "market.read");
  const polled = polledSource();
  const rows = await lastKnown(ctx.db, "unmapped names", () =>
    ctx.db.unmappedName.findMany({
      where: { source: { in: [polled, "list"] } },
      orderBy: [{ kind: "asc" }, { count: "desc" }, { provider: "asc" }, { raw: "asc" }, { vramGib: "asc" }],
    }),
  );
  return rows.map(({ id: _id, firstSeenAt, lastSeenAt, ...row }) => ({
    ...row,
    providerName: providerName(row.provider),
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
