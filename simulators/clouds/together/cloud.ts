import { defineCloud } from "../cloud";
import { answerTogether, seedTogether, togetherUnknownGpus } from "./feed";
import { answerTogetherMachines } from "./machines";

export const together = defineCloud({
  slug: "together",
  open: ({ priceList, random }) => {
    const list = priceList();
    const tokenPrices = list.tokenPrices ?? [];
    return {
      machines: seedTogether(list, random),
      answerFeed: (request, world) => answerTogether(request, { ...world, tokenPrices }),
    };
  },
  answerMachines: answerTogetherMachines,
  traits: {
    minOffers: 16,
    unknownGpus: togetherUnknownGpus,
    priceableMachine: "8xnvidia-h100",
    showsStock: true,
    refusals: ["no_balance"],
    vendorDescription: {
      file: "together.openapi.yaml",
      pathPrefix: "/v1",
      knownDifferences: [
        // The description of 2026-04 covers version 1 alone; the list of types with regions and headroom is version 2.
        /^GET \/v2\/public\/inference-instance-types: not described/,
      ],
    },
  },
});
