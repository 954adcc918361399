import { defineCloud } from "../cloud";
import { answerVultr, seedVultr } from "./feed";
import { answerVultrMachines } from "./machines";

export const vultr = defineCloud({
  slug: "vultr",
  open: ({ priceList, random }) => ({ machines: seedVultr(priceList(), random), answerFeed: answerVultr }),
  answerMachines: answerVultrMachines,
  traits: {
    minOffers: 10,
    priceableMachine: "mi300x",
    showsStock: true,
    refusals: ["quota"],
  },
});
