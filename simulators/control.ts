import { z } from "zod";
import type { MarketControls, ProviderFault } from "./clouds/simulator";
import { faultKinds } from "./faults";
import { cloudBySlug, simulatedProviders } from "./registry";
import { type FeedRequest, jsonReply, type Reply, readJson } from "./reply";

const provider = z.enum(simulatedProviders);

const faultBody = z
  .strictObject({
    provider,
    fault: z.enum(faultKinds),
    times: z.int().positive().max(1_000_000).optional(),
    latencyMs: z.int().positive().max(600_000).optional(),
    factor: z.number().positive().max(1_000_000).optional(),
  })
  .refine((body) => body.fault !== "graphql_errors" || cloudBySlug(body.provider)?.speaksGraphql === true, {
    error: "graphql_errors: this provider does not speak GraphQL",
  })
  .refine((body) => body.latencyMs === undefined || body.fault === "latency", {
    error: "latencyMs belongs to the fault latency",
  })
  .refine(
    (body) => body.factor === undefined || body.fault === "price_spike" || body.fault === "price_crash",
    {
      error: "factor belongs to the faults price_spike and price_crash",
    },
  );

const tickBody = z.strictObject({ steps: z.int().positive().max(10_000) });

const priceBody = z.strictObject({
  provider,
  match: z.string().min(1),
  usdPerGpuHour: z.number().positive().max(100_000),
  isSpot: z.boolean().default(false),
});

type Handler = (controls: MarketControls, body: unknown) => Reply;

/** The calls below `/_control`; no real provider has them. */
const handlers: Record<string, Handler> = {
  "GET /state": (controls) => jsonReply(controls.state()),
  "POST /faults": (controls, body) => {
    const { times = null, latencyMs = 1_000, factor, ...fault } = faultBody.parse(body);
    const set: ProviderFault = {
      ...fault,
      times,
      latencyMs,
      factor: factor ?? (fault.fault === "price_crash" ? 0.01 : 100),
    };
    controls.setFault(set);
    return jsonReply({ fault: set });
  },
  "DELETE /faults": (controls) => jsonReply({ cleared: controls.clearFaults() }),
  "POST /tick": (controls, body) => {
    controls.tick(tickBody.parse(body).steps);
    return jsonReply({ ticks: controls.state().ticks });
  },
  "POST /freeze": (controls) => jsonReply({ frozen: controls.freeze() }),
  "POST /unfreeze": (controls) => jsonReply({ frozen: controls.unfreeze() }),
  "POST /price": (controls, body) => {
    const changed = controls.setPrice(priceBody.parse(body));
    return jsonReply({ changed }, changed.length > 0 ? 200 : 404);
  },
};

/** Refuses unknown controls, so that a misspelt control fails the test that sent it. */
export function answerControl(request: FeedRequest, controls: MarketControls): Reply {
  const handler = handlers[`${request.method} ${request.path}`];
  if (!handler) return jsonReply({ error: `no control ${request.method} ${request.path}` }, 404);
  const body = request.body === "" ? { ok: true as const, value: {} } : readJson(request.body);
  if (!body.ok) return jsonReply({ error: "the body is not JSON" }, 400);
  try {
    return handler(controls, body.value);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return jsonReply({ error: "the body does not match the schema", issues: error.issues }, 400);
  }
}
