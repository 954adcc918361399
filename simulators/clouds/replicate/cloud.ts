import { defineCloud } from "../cloud";
import { answerReplicate, replicateUnpricedGpus, seedReplicate } from "./feed";
import { answerReplicateMachines } from "./machines";

export const replicate = defineCloud({
  slug: "replicate",
  open: ({ priceList }) => ({ machines: seedReplicate(priceList()), answerFeed: answerReplicate }),
  answerMachines: answerReplicateMachines,
  traits: {
    minOffers: 13,
    unknownGpus: replicateUnpricedGpus,
    refusals: ["no_balance"],
    model: `meta/meta-llama-3-8b-instruct:${"5a6809ca6288247d".repeat(4)}`,
    hidesBootState: true,
    offlineBeforeDeletionMs: 16 * 60_000,
    vendorDescription: {
      file: "replicate.openapi.yml",
      pathPrefix: "/v1",
      knownDifferences: [
        // The next page is at the URL in `next`, whose cursor the document does not describe.
        /^GET \/deployments: query: cursor is not described$/,
      ],
    },
  },
});
