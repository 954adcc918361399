import { microUsd } from "@/domain/money";
import type { Offer } from "./offer";

/** For tests: a typical offer at `usd` per GPU-hour; `more` overrides the fields that matter to the test. */
export function sampleOffer(externalId: string, usd: number, more: Partial<Offer> = {}): Offer {
  return {
    externalId,
    instanceType: "vcg-a100",
    gpuId: "a100-pcie-80",
    gpuRaw: "A100",
    gpuCount: 1,
    vramGib: 80,
    price: { unit: "gpu_hour", microUsdPerGpuHour: microUsd(Math.round(usd * 1e6)) },
    microUsdPerMachineHour: microUsd(Math.round(usd * 1e6 * (more.gpuCount ?? 1))),
    isSpot: false,
    availability: "available",
    region: "ewr",
    countryCode: "US",
    vcpus: null,
    ramGib: null,
    diskGib: null,
    reliability: null,
    networkDownMbps: null,
    networkUpMbps: null,
    microUsdPerGibEgress: null,
    microUsdPerGibMonthDisk: null,
    ...more,
  };
}
