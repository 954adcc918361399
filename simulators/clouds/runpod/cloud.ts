import { defineCloud } from "../cloud";
import { runpodUnknownGpus, seedRunpod } from "./feed";
import { answerRunpod } from "./graphql";
import { answerRunpodMachines } from "./machines";

export const runpod = defineCloud({
  slug: "runpod",
  open: ({ priceList, random }) => ({ machines: seedRunpod(priceList(), random), answerFeed: answerRunpod }),
  answerMachines: answerRunpodMachines,
  speaksGraphql: true,
  traits: {
    minOffers: 20,
    unknownGpus: runpodUnknownGpus,
    priceableMachine: "NVIDIA L4/secure",
    showsStock: true,
    refusals: ["no_balance", "quota"],
    vendorDescription: {
      file: "runpod-v2.openapi.json",
      pathPrefix: "",
      knownDifferences: [
        // The keyless prices and the spot pods use GraphQL, which the description of the REST API does not cover.
        /^POST \/graphql: not described$/,
      ],
    },
  },
});
