import { connection } from "next/server";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/layout/app-frame";
import { QueryProvider } from "@/components/trpc/provider";
import { market } from "@/server/mode";

/** The frame of every section, and the query cache that a visit keeps across sections. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  // One build serves either market, so each request checks the mode; the build never does.
  await connection();
  return (
    <AppFrame isSimulated={market() === "simulated"}>
      <QueryProvider>{children}</QueryProvider>
    </AppFrame>
  );
}
