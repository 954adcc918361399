import { defineCloud } from "../cloud";
import { answerGoogle, seedGoogle } from "./feed";
import { googleUnknownGpus } from "./goods";
import { answerGoogleMachines } from "./machines";

export const google = defineCloud({
  slug: "google",
  open: ({ priceList }) => ({ machines: seedGoogle(priceList()), answerFeed: answerGoogle }),
  answerMachines: answerGoogleMachines,
  traits: {
    minOffers: 150,
    unknownGpus: googleUnknownGpus,
    priceableMachine: "a3-megagpu-8g/us-east4",
    refusals: ["quota", "no_balance"],
  },
});
