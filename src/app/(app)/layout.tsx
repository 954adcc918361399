import type { ReactNode } from "react";
import { AppFrame } from "@/components/layout/app-frame";
import { QueryProvider } from "@/components/trpc/provider";
import { marketIsSimulated } from "./market-is-simulated";

/** The frame of every room, and the one query cache that a visit keeps from room to room. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  return (
    <AppFrame isSimulated={await marketIsSimulated()}>
      <QueryProvider>{children}</QueryProvider>
    </AppFrame>
  );
}
