import { restHandler } from "@/server/rest/handle";
import { listModels } from "@/server/rest/models";

export const GET = restHandler(listModels);
