import { defineCloud } from "../cloud";
import { answerGroq } from "./feed";

export const groq = defineCloud({
  slug: "groq",
  open: ({ priceList }) => {
    const list = priceList();
    const tokenPrices = list.tokenPrices ?? [];
    return {
      // Groq sells only models, so the market has no machines of it.
      machines: [],
      answerFeed: (request, world) => answerGroq(request, { ...world, tokenPrices }),
    };
  },
  traits: {
    minOffers: 2,
  },
});
