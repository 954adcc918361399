import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { hostileName } from "../../faults";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, price } from "../state";

const counts = [1, 2, 4, 8] as const;

/** Hardware that no list prices any longer: no adapter may turn it into an offer. */
export const replicateUnpricedGpus = ["Nvidia A40 (Large) GPU"] as const;

/** Every size of the list's cards, and only single T4s. Nothing is random, because this API states neither price nor stock. */
export function seedReplicate(list: CatalogueFile): Machine[] {
  const listed = list.offers.flatMap(({ instanceType, gpuRaw, vramGib, usdPerGpuHour }) =>
    (instanceType === "gpu-t4" ? counts.slice(0, 1) : counts).map((gpuCount) => {
      const id = gpuCount === 1 ? instanceType : `${instanceType}-${gpuCount}x`;
      const gpu = `${gpuCount === 1 ? "" : `${gpuCount}x `}${gpuRaw} GPU`;
      return toMachine({ id, gpu, gpuCount, vramGib, usdPerGpuHour: Number(usdPerGpuHour) });
    }),
  );
  const unpriced = replicateUnpricedGpus.map((gpu) =>
    toMachine({ id: "gpu-a40-large", gpu, gpuCount: 1, vramGib: 48, usdPerGpuHour: 2.61 }),
  );
  return [...listed, ...unpriced];
}

/** `GET /v1/hardware`. Needs a token. */
export function answerReplicate(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (keyState(bearerOf(request)) !== "accepted") return unauthenticated;
  if (request.method !== "GET" || request.path !== "/v1/hardware") return notFound;
  const rows = machines
    .filter(({ stock }) => stock !== "none")
    .map(({ id, gpu }, index) => ({
      name: fault?.fault === "bad_rows" && index === 0 ? hostileName : gpu,
      sku: id,
    }));
  return jsonReply([{ name: "CPU", sku: "cpu" }, ...rows]);
}

export const unauthenticated = jsonReply(
  { title: "Unauthenticated", detail: "You did not pass a valid authentication token", status: 401 },
  401,
);
export const notFound = jsonReply(
  { title: "Not found", detail: "The requested resource could not be found.", status: 404 },
  404,
);

type Size = Pick<Machine, "id" | "gpu" | "gpuCount" | "vramGib"> & { usdPerGpuHour: number };

function toMachine({ usdPerGpuHour, ...size }: Size): Machine {
  return {
    ...size,
    instanceType: size.id,
    places: [],
    spot: null,
    stock: "high",
    vcpus: null,
    ramGib: null,
    onDemand: price(usdPerGpuHour),
  };
}
