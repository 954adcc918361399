import { refuseUnknownAddress } from "@/server/rest/dispatch";
import { restHandler } from "@/server/rest/handle";

const answer = restHandler(refuseUnknownAddress);

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
