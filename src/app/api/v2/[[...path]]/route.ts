import { dispatch } from "@/server/rest/dispatch";
import { restRoute } from "@/server/rest/handle";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = restRoute(dispatch);
