import { defineCloud } from "../cloud";
import { answerLambda, seedLambda } from "./feed";
import { answerLambdaMachines } from "./machines";

export const lambda = defineCloud({
  slug: "lambda",
  open: ({ priceList, random }) => ({ machines: seedLambda(priceList(), random), answerFeed: answerLambda }),
  answerMachines: answerLambdaMachines,
  traits: {
    minOffers: 20,
    priceableMachine: "gpu_8x_h100",
    showsStock: true,
    refusals: ["quota"],
    vendorDescription: {
      file: "lambda.openapi.json",
      pathPrefix: "",
      knownDifferences: [],
    },
  },
});
