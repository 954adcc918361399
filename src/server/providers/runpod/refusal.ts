import { z } from "zod";
import { doubtful, type RefusalShape, refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";
import { isOutOfCapacity } from "./words";

/** RFC 9457 problem details, which repeat the status; a 422 lists its violations beside the sentence. */
const problem = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.string()).nullish(),
});

const shape: RefusalShape<z.infer<typeof problem>> = {
  slug: "runpod",
  source: "github.com/runpod/docs a900806, api-reference-v2/openapi.json, Problem (2026-11-23)",
  body: problem,
  read: ({ status, detail, errors }, answer) => {
    if (status !== answer.status) throw doubtful("runpod", answer);
    return { meaning: null, words: [detail, ...(errors ?? [])].join("; ") };
  },
  // "409: the action is not valid for the pod's current status."
  byStatus: { ...statusesWithoutCodes, 409: "invalid" },
};

export const refusal = refusalsOf(shape);

/**
 * RunPod's documentation of a creation: 400 "covers both 'your request breaks a rule' and 'no capacity', because capacity exhaustion
 * currently carries no machine-readable code of its own"; 403 "your account cannot access the requested pool".
 */
export const launchRefusal = refusalsOf({
  ...shape,
  read: (body, answer) => {
    const { words } = shape.read(body, answer);
    return { meaning: answer.status === 400 && isOutOfCapacity(words) ? "no_capacity" : null, words };
  },
  byStatus: { ...statusesWithoutCodes, 403: "quota" },
});
