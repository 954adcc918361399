import { defineCloud } from "../cloud";
import { answerPaperspace, seedPaperspace } from "./feed";
import { answerPaperspaceMachines } from "./machines";

export const paperspace = defineCloud({
  slug: "paperspace",
  open: ({ random }) => ({ machines: seedPaperspace(random), answerFeed: answerPaperspace }),
  answerMachines: answerPaperspaceMachines,
  traits: {
    minOffers: 19,
    priceableMachine: "gpu-h100x8",
    showsStock: true,
    refusals: ["quota"],
  },
});
