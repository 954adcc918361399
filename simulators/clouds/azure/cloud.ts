import { defineCloud } from "../cloud";
import { answerAzure, azureUnknownSizes, seedAzure } from "./feed";
import { answerAzureMachines } from "./machines";

export const azure = defineCloud({
  slug: "azure",
  open: ({ priceList, random }) => ({ machines: seedAzure(priceList(), random), answerFeed: answerAzure }),
  answerMachines: answerAzureMachines,
  traits: {
    minOffers: 20,
    unknownGpus: azureUnknownSizes,
    priceableMachine: "ND96isr_H100",
    refusals: ["quota", "no_balance"],
  },
});
