import { jobContext } from "@/server/context";
import { type JobName, jobs } from "@/server/jobs/catalog";
import { handlers } from "./handlers";

/** Parses the payload, makes the context, runs the handler and logs what it threw. A payload that does not parse fails the job. */
export async function runJob<Name extends JobName>(name: Name, data: unknown): Promise<void> {
  const ctx = jobContext(name);
  try {
    const payload = jobs[name].payload.parse(data);
    // The catalogue pairs each name with its payload; TypeScript cannot follow the pair through the generic index.
    const handle = handlers[name] as (context: typeof ctx, given: unknown) => Promise<void>;
    await handle(ctx, payload);
  } catch (error) {
    ctx.log.error({ err: error, job: name }, "job failed");
    throw error;
  }
}
