import type { ReactNode } from "react";
import { AppFrame } from "@/components/layout/app-frame";
import { QueryProvider } from "@/components/trpc/provider";
import { getQueryClient, trpc } from "@/server/trpc/rsc";

/** The frame of the market, its offers and everything else that asks for live data. */
export default async function OffersLayout({ children }: { children: ReactNode }) {
  return (
    <AppFrame isSimulated={await isMarketSimulated()}>
      <QueryProvider>{children}</QueryProvider>
    </AppFrame>
  );
}

/** A market that does not answer gives a frame without the badge: the page itself says what failed. */
async function isMarketSimulated(): Promise<boolean> {
  const search = await getQueryClient()
    .fetchQuery(trpc.offers.search.queryOptions({ limit: "1" }))
    .catch(() => null);
  return search?.facets.source.some(({ value }) => value === "simulated") ?? false;
}
