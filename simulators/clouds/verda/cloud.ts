import { defineCloud } from "../cloud";
import { answerVerda, seedVerda, verdaUnknownGpus } from "./feed";
import { answerVerdaMachines } from "./machines";

export const verda = defineCloud({
  slug: "verda",
  open: ({ priceList, random }) => ({ machines: seedVerda(priceList(), random), answerFeed: answerVerda }),
  answerMachines: answerVerdaMachines,
  traits: {
    minOffers: 30,
    unknownGpus: verdaUnknownGpus,
    priceableMachine: "1H100",
    showsStock: true,
    refusals: ["no_balance"],
  },
});
