import { defineCloud } from "../cloud";
import { answerCoreweave, coreweaveUnpricedTypes, seedCoreweave } from "./feed";
import { answerCoreweaveMachines } from "./machines";

export const coreweave = defineCloud({
  slug: "coreweave",
  open: ({ priceList }) => ({ machines: seedCoreweave(priceList()), answerFeed: answerCoreweave }),
  answerMachines: answerCoreweaveMachines,
  traits: {
    minOffers: 20,
    unknownGpus: coreweaveUnpricedTypes,
    refusals: ["quota"],
    // The nodes receive their work through Kubernetes.
    hasNoSsh: true,
  },
});
