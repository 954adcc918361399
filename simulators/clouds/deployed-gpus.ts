import type { CatalogueFile } from "../../prisma/catalogue/load";
import { type Machine, price } from "./state";

const counts = [1, 2, 4, 8] as const;

/** Machines of an API that lists none and rents by deployments: each GPU of the dated list, by one, two, four and eight. */
export function deployedGpus(list: CatalogueFile): Machine[] {
  return list.offers.flatMap(({ gpuRaw, vramGib, usdPerGpuHour }) =>
    counts.map((gpuCount): Machine => {
      const id = `${gpuRaw}:${gpuCount}`;
      return {
        id,
        instanceType: id,
        gpu: gpuRaw,
        gpuCount,
        vramGib,
        places: [],
        spot: null,
        onDemand: price(Number(usdPerGpuHour)),
        stock: "high",
        vcpus: null,
        ramGib: null,
      };
    }),
  );
}
