import { defineCloud } from "../cloud";
import { deployedGpus } from "../deployed-gpus";
import { answerDeepinfra } from "./feed";
import { answerDeepinfraMachines } from "./machines";

export const deepinfra = defineCloud({
  slug: "deepinfra",
  open: ({ priceList }) => {
    const list = priceList();
    const tokenPrices = list.tokenPrices ?? [];
    return {
      machines: deployedGpus(list),
      answerFeed: (request, world) => answerDeepinfra(request, { ...world, tokenPrices }),
    };
  },
  answerMachines: answerDeepinfraMachines,
  traits: {
    minOffers: 8,
    refusals: ["no_balance"],
  },
});
