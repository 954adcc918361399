import { z } from "zod";
import type { Availability } from "@/domain/offer";
import { badReply, defineProvider, parseReply } from "./contract";
import { mapRows, type OfferDraft } from "./map-rows";

const headroom = z.object({ value: z.number().nullish(), relation: z.string() }).nullish().catch(null);
const instanceType = z.object({
  id: z.string().min(1),
  gpuType: z.string(),
  gpuCount: z.number(),
  gpuMemoryGib: z.number(),
  priceCentsPerHour: z.number(),
  regions: z.array(z.object({ name: z.string().min(1), headroom })),
});
type InstanceType = z.infer<typeof instanceType>;

const reply = z.object({ data: z.array(z.unknown()), next_cursor: z.string().nullish() });

export const together = defineProvider({
  slug: "together",
  name: "Together AI",
  docsUrl: "https://docs.together.ai/docs/dedicated-endpoints/overview",
  pricingUrl: "https://www.together.ai/pricing",
  baseUrl: "https://api.together.ai",
  hosts: ["api.together.ai"],
  pollEverySeconds: 300,
  secretNames: ["TOGETHER_API_KEY"],
  authHeaders: ({ TOGETHER_API_KEY = "" }) => ({ authorization: `Bearer ${TOGETHER_API_KEY}` }),
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: false,
  quirks: [
    "Rented is a replica of a model on a dedicated endpoint, not a machine to log in to.",
    "The path says public, but a key is asked for.",
    "Headroom is how many more replicas fit in a region as a best effort; without a figure the stock is unknown.",
    "Types sold on request only have no price and are refused.",
    "The form of the card is not told.",
  ],
  fetchOffers: async (request) => {
    const list = parseReply("together", reply, await request.getJson("/v2/public/inference-instance-types"));
    // Documented as always null. Half a list would let the other half look gone.
    if (list.next_cursor) throw badReply("together", "the list has a second page, which nothing documents");
    return list;
  },
  response: reply,
  toOffers: ({ data }) => mapRows({ rows: data, schema: instanceType, labelFields: ["id"], toDrafts }),
});

function toDrafts(row: InstanceType): OfferDraft[] {
  const places = row.regions.length === 0 ? [null] : row.regions;
  return places.map((place) => ({
    externalId: `${row.id}:${place?.name ?? "nowhere"}`,
    instanceType: row.id,
    gpuRaw: row.gpuType,
    cardVramGib: row.gpuMemoryGib,
    gpuCount: row.gpuCount,
    // The quotient of two integers prints as the decimal it stands for; no fraction of a cent is lost.
    usdPerHour: row.priceCentsPerHour / 100,
    isSpot: false,
    availability: place === null ? "unavailable" : availabilityOf(place.headroom),
    region: place?.name ?? null,
    countryCode: place?.name.startsWith("us-") ? "US" : null,
  }));
}

/** "At least none" says nothing. */
function availabilityOf(fits: InstanceType["regions"][number]["headroom"]): Availability {
  if (fits?.value == null || fits.value < 0) return "unknown";
  if (fits.value > 0) return "available";
  return fits.relation === "RELATION_EQ" ? "unavailable" : "unknown";
}
