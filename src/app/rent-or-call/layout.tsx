import type { ReactNode } from "react";
import { marketIsSimulated } from "@/app/status/market-is-simulated";
import { AppFrame } from "@/components/layout/app-frame";
import { QueryProvider } from "@/components/trpc/provider";

export default async function RentOrCallLayout({ children }: { children: ReactNode }) {
  return (
    <AppFrame isSimulated={await marketIsSimulated()}>
      <QueryProvider>{children}</QueryProvider>
    </AppFrame>
  );
}
