import { microUsd } from "@/domain/money";
import type { IndexOffer } from "./index-offer";

let made = 0;
/** An offer that counts, unless told otherwise; each has an id of its own. */
export function indexOffer(provider: string, usd: number, more: Partial<IndexOffer> = {}): IndexOffer {
  made += 1;
  return {
    id: `off_${made}`,
    provider,
    instanceType: `${provider} machine`,
    region: null,
    gpuCount: 1,
    microUsdPerGpuHour: microUsd(Math.round(usd * 1_000_000)),
    availability: "available",
    source: "live",
    observedAt: null,
    listedOn: null,
    weight: 1,
    isHeld: false,
    ...more,
  };
}
