import { restHandler } from "@/server/rest/handle";
import { listOffers } from "@/server/rest/offers";

export const GET = restHandler((ctx, request) => listOffers(ctx, request, "csv"));
