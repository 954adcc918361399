import { defineCloud } from "../cloud";
import { answerHuggingface, huggingfaceUnknownGpus, seedHuggingface } from "./feed";
import { answerHuggingfaceMachines } from "./machines";

export const huggingface = defineCloud({
  slug: "huggingface",
  open: ({ priceList, random }) => ({
    machines: seedHuggingface(priceList(), random),
    answerFeed: answerHuggingface,
  }),
  answerMachines: answerHuggingfaceMachines,
  traits: {
    minOffers: 28,
    unknownGpus: huggingfaceUnknownGpus,
    priceableMachine: "nvidia-h200 x8",
    showsStock: true,
    refusals: ["quota"],
  },
});
