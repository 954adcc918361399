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
    fewestOffers: 20,
    unknownGpus: vastUnknownGpus.map(([gpu]) => gpu),
    priceableMachine: "8x H200",
    refusals: ["no_balance"],
    ownersDescription: {
      file: "vastai.openapi.yaml",
      pathPrefix: "",
      knownDifferences: [
        // Vast.ai's own example and its clients say "on-demand" where the list of values has "ondemand".
        /^POST \/api\/v0\/bundles: request: \/type /,
        // Its sort order must have at least two items: that is meant of each entry, a field and a direction.
        /^POST \/api\/v0\/bundles: request: \/order must NOT have fewer than 2 items$/,
        // Ports are a mapping in the list of instances, and clients read the same from a single one; only numbers are described there.
        /^GET \/api\/v0\/instances\/\{id\}: 200: \/instances\/ports must be array$/,
        // The guide to creating instances makes `env` an object; only the description has a string.
        /^PUT \/api\/v0\/asks\/\{id\}: request: \/env must be string$/,
        // Real answers carry "insufficient_credit"; the list of codes has three others.
        /^PUT \/api\/v0\/asks\/\{id\}: 400: \/error /,
      ],
    },
  },
});
