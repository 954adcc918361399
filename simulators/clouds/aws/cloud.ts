import { defineCloud } from "../cloud";
import { answerAws, awsUnknownTypes, seedAws } from "./feed";
import { answerAwsMachines } from "./machines";

export const aws = defineCloud({
  slug: "aws",
  open: ({ priceList, random }) => ({ machines: seedAws(priceList(), random), answerFeed: answerAws }),
  answerMachines: answerAwsMachines,
  traits: {
    minOffers: 20,
    unknownGpus: awsUnknownTypes,
    priceableMachine: "p5.48x",
    refusals: ["quota"],
  },
});
