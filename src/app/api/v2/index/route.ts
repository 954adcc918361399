import { restHandler } from "@/server/rest/handle";
import { listIndexes } from "@/server/rest/market-index";

export const GET = restHandler(listIndexes);
