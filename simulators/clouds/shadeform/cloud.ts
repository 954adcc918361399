import { defineCloud } from "../cloud";
import { answerShadeform, seedShadeform, shadeformUnknownGpus } from "./feed";
import { answerShadeformMachines } from "./machines";

export const shadeform = defineCloud({
  slug: "shadeform",
  open: ({ priceList, random }) => ({
    machines: seedShadeform(priceList(), random),
    answerFeed: answerShadeform,
  }),
  answerMachines: answerShadeformMachines,
  traits: {
    minOffers: 100,
    unknownGpus: shadeformUnknownGpus,
    priceableMachine: "lambdalabs_H100-sxm5x8",
    showsStock: true,
    refusals: ["no_balance"],
    vendorDescription: {
      file: "shadeform.openapi.yml",
      pathPrefix: "/v1",
      knownDifferences: [],
    },
  },
});
