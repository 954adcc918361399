import { connection } from "next/server";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/layout/app-frame";
import { QueryProvider } from "@/components/trpc/provider";
import { market } from "@/server/mode";

/** The frame of every room, and the one query cache that a visit keeps from room to room. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  // One build serves either market, so each request asks the question and the build never does.
  await connection();
  return (
    <AppFrame isSimulated={market() === "simulated"}>
      <QueryProvider>{children}</QueryProvider>
    </AppFrame>
  );
}
