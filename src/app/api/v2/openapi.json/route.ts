import { restHandler } from "@/server/rest/handle";
import { openApiDocument } from "@/server/rest/openapi";

let text: string | undefined;

export const GET = restHandler(() => {
  text ??= JSON.stringify(openApiDocument());
  return new Response(text, { headers: { "content-type": "application/json" } });
});
