import { answerOtherMethod } from "@/server/rest/dispatch";
import { restHandler } from "@/server/rest/handle";
import { openApiDocument } from "@/server/rest/openapi";

let text: string | undefined;

const answer = restHandler((ctx, request) => {
  if (request.method !== "GET" && request.method !== "HEAD") return answerOtherMethod(ctx, request);
  text ??= JSON.stringify(openApiDocument());
  return new Response(request.method === "HEAD" ? null : text, {
    headers: { "content-type": "application/json" },
  });
});

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
