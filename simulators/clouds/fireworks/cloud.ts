import { defineCloud } from "../cloud";
import { deployedGpus } from "../deployed-gpus";
import { answerFireworks, fireworksUnpriced } from "./feed";
import { answerFireworksMachines } from "./machines";

export const fireworks = defineCloud({
  slug: "fireworks",
  open: ({ priceList }) => ({ machines: deployedGpus(priceList()), answerFeed: answerFireworks }),
  answerMachines: answerFireworksMachines,
  traits: {
    minOffers: 16,
    unknownGpus: fireworksUnpriced,
    refusals: ["quota"],
    model: "accounts/fireworks/models/llama-v3p1-8b-instruct",
    vendorDescription: {
      file: "fireworks.openapi.yml",
      pathPrefix: "",
      knownDifferences: [],
    },
  },
});
