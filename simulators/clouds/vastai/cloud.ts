import { defineCloud } from "../cloud";
import { seedVastai, vastUnknownGpus } from "./feed";
import { answerVastaiMachines } from "./machines";
import { answerVastai, type SearchPace, tooManySearches } from "./search";

export const vastai = defineCloud({
  slug: "vastai",
  open: ({ priceList, random, searchesPerMinute }) => {
    const { machines, hosts } = seedVastai(priceList(), random);
    const pace: SearchPace = { perMinute: searchesPerMinute, startedAt: [] };
    return { machines, answerFeed: (request, world) => answerVastai(request, { ...world, hosts, pace }) };
  },
  answerMachines: answerVastaiMachines,
  tooManyRequests: tooManySearches,
  traits: {
    minOffers: 20,
    unknownGpus: vastUnknownGpus.map(([gpu]) => gpu),
    priceableMachine: "8x H200",
    refusals: ["no_balance"],
    vendorDescription: {
      file: "vastai.openapi.yaml",
      pathPrefix: "",
      knownDifferences: [
        // Vast.ai's own example and its clients say "on-demand" where the list of values has "ondemand".
        /^POST \/api\/v0\/bundles: request: \/type /,
        // The document requires at least two items in the sort order. It means each entry: a field and a direction.
        /^POST \/api\/v0\/bundles: request: \/order must NOT have fewer than 2 items$/,
        // Ports are a mapping in the list of instances and, for clients, in a single instance. The document has only numbers there.
        /^GET \/api\/v0\/instances\/\{id\}: 200: \/instances\/ports must be array$/,
        // In the guide to creating instances `env` is an object; only the document has a string.
        /^PUT \/api\/v0\/asks\/\{id\}: request: \/env must be string$/,
        // Real responses contain "insufficient_credit", but the list of codes has only three others.
        /^PUT \/api\/v0\/asks\/\{id\}: 400: \/error /,
      ],
    },
  },
});
