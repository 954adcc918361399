import { defineCloud } from "../cloud";
import { answerCoreweave, coreweaveUnpricedTypes, seedCoreweave } from "./feed";
import { answerCoreweaveMachines } from "./machines";

export const coreweave = defineCloud({
  slug: "coreweave",
  open: ({ priceList }) => ({ machines: seedCoreweave(priceList()), answerFeed: answerCoreweave }),
  answerMachines: answerCoreweaveMachines,
  traits: {
    fewestOffers: 20,
    unknownGpus: coreweaveUnpricedTypes,
    refusals: ["quota"],
    // Work reaches the nodes through Kubernetes.
    hasNoSsh: true,
  },
});
