import { defineCloud } from "../cloud";
import { answerGroq } from "./feed";

export const groq = defineCloud({
  slug: "groq",
  open: ({ priceList }) => {
    const list = priceList();
    const tokenPrices = list.tokenPrices ?? [];
    return {
      // It sells models only: what it serves is not held in machines.
      machines: [],
      answerFeed: (request, world) => answerGroq(request, { ...world, tokenPrices }),
    };
  },
  traits: {
    fewestOffers: 25,
  },
});
