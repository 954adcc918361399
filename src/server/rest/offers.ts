import { z } from "zod";
import { type OfferSearch, offerSearchFields, searchOf } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import { exportOffers } from "@/server/offers/export";
import { searchOffers } from "@/server/offers/search";
import { described } from "./described";
import { endpoint } from "./endpoint";
import { type OfferRecord, offerRecord, recordOfOffer } from "./records/offer";
import { instant } from "./records/times";

/** Groups are for the page: offers are listed one by one. */
const { group: _group, ...fields } = offerSearchFields;

const range = "a range: 24..80, 24.. or ..80";
const asShown =
  "A price is compared as pages show it (two decimals from one dollar up, four below), or to the decimals of the bound where it has more: 4.19..4.19 finds 4.1899.";
const query = described(fields, {
  q: "Words that the offer has to contain.",
  gpu: "Ids of GPUs, separated by commas.",
  vendor: "Vendors of GPUs, separated by commas.",
  provider: "Slugs of providers, separated by commas.",
  region:
    "Regions as the providers call them, separated by commas; a comma within a name is written %2C. unknown: those that state none.",
  country:
    "Countries by ISO 3166-1 alpha-2, separated by commas. unknown: offers whose provider states none.",
  form: "Form factors of GPUs, separated by commas.",
  availability: "available, limited, unavailable or unknown, separated by commas.",
  source: "live, list or simulated, separated by commas.",
  pricing: "How the machine is rented.",
  model:
    "A model that the machine has to hold, by its id (llama-3.3-70b-instruct), or a size (70B). Offers that cannot hold one copy of it with one sequence of 4,096 tokens are left out; for a size, and where the shape of a model is not published, that counts weights and overhead alone.",
  bits: "Bits of a weight of that model: 16, 8 or 4.",
  vram: `GiB per GPU, ${range}.`,
  count: `GPUs in the offer, ${range}.`,
  price: `USD per GPU-hour, ${range}. ${asShown}`,
  hourly: `USD per hour for the whole machine, ${range}. Compared like price.`,
  vcpus: `vCPUs, ${range}.`,
  ram: `GiB of host memory, ${range}.`,
  reliability: `From 0 to 1 as the provider measures it, ${range}.`,
  preset: "The workload whose weights rank the offers.",
  weights: "Weights of your own instead: price:40,vram:10.",
  reference:
    "Version of the reference from which scores are made; name one to keep your scores when a newer one comes.",
  sort: "The order; a minus turns it round.",
  page: "The page of a list with a limit, from 1.",
  limit: "Offers a page. Without it everything that matches comes in one stream.",
});

type Portions = AsyncGenerator<OfferRecord[]>;

export const listOffers = endpoint({
  id: "listOffers",
  method: "GET",
  path: "/offers",
  tag: "offers",
  summary: "The filtered and ranked market",
  description:
    "Takes the filters, weights and order of the page. As CSV by `/offers.csv` or `Accept: text/csv`: the same records, an object within a record as one column for each of its fields.",
  action: "market.export",
  parameters: {},
  query,
  check: ({ page, limit }) =>
    page !== undefined && limit === undefined
      ? [{ field: "page", code: "page_needs_limit", parameters: {} }]
      : [],
  errors: ["INVALID_INPUT"],
  run: async (ctx, { query: asked }) => {
    const search = searchOf(asked);
    const portions = asked.limit === undefined ? wholeMarket(ctx, search) : onePage(ctx, search);
    return { portions, begun: await begin(portions) };
  },
  json: {
    schema: z.strictObject({ generated_at: instant, offers: z.array(offerRecord), count: z.int() }),
    textOf: ({ begun }, ctx) => jsonOf(begun, ctx.now),
  },
  csv: { row: offerRecord, rowsOf: ({ begun }) => begun },
  fileName: (_, { now }) => `gpubroker-offers-${now.toISOString().slice(0, 16).replace(/[-:]/g, "")}Z`,
  release: ({ portions }) => portions.return(undefined),
});

/** Reads the first portion before the headers leave: what fails after a 200 could only be a file cut short. */
async function begin(portions: Portions): Promise<Portions> {
  const first = await portions.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* portions;
  })();
}

async function* wholeMarket(ctx: Context, search: OfferSearch): Portions {
  for await (const hits of exportOffers(ctx, search)) yield hits.map(recordOfOffer);
}

async function* onePage(ctx: Context, search: OfferSearch): Portions {
  const { hits } = await searchOffers(ctx, search);
  yield hits.map(recordOfOffer);
}

async function* jsonOf(portions: Portions, now: Date): AsyncGenerator<string> {
  yield `{"generated_at":${JSON.stringify(now.toISOString())},"offers":[`;
  let count = 0;
  for await (const portion of portions) {
    if (portion.length === 0) continue;
    yield (count > 0 ? ",\n" : "\n") + portion.map((record) => JSON.stringify(record)).join(",\n");
    count += portion.length;
  }
  yield `\n],"count":${count}}\n`;
}
