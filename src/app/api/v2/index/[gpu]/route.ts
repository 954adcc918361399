import { restHandler } from "@/server/rest/handle";
import { showIndex } from "@/server/rest/market-index";

export const GET = restHandler(showIndex);
