import { answerOtherMethod } from "@/server/rest/dispatch";
import { restRoute } from "@/server/rest/handle";
import { openApiDocument } from "@/server/rest/openapi";

let text: string | undefined;

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = restRoute((ctx, request) => {
  if (request.method !== "GET" && request.method !== "HEAD") return answerOtherMethod(ctx, request);
  text ??= JSON.stringify(openApiDocument());
  return new Response(request.method === "HEAD" ? null : text, {
    headers: { "content-type": "application/json" },
  });
});
