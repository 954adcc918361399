import { getQueryClient, trpc } from "@/server/trpc/rsc";

/** Whether any price on the market is simulated. A market that does not answer says no: the page itself says what failed. */
export async function marketIsSimulated(): Promise<boolean> {
  const search = await getQueryClient()
    .fetchQuery(trpc.offers.search.queryOptions({ limit: "1" }))
    .catch(() => null);
  return search?.facets.source.some(({ value }) => value === "simulated") ?? false;
}
