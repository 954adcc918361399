import { AppError } from "@/domain/errors";
import { type ActedOn, type Action, decide } from "@/domain/permissions";
import type { Context } from "./context";

/**
 * Lets the actor of `ctx` pass, or throws: the first line of every verb. The table of `domain/permissions.ts` decides.
 *
 * Always await it: the answer may come to depend on a policy service.
 *
 * @param object what is acted on; left out for the platform as a whole.
 * @throws {AppError} UNAUTHENTICATED when signing in may help, else FORBIDDEN.
 */
export async function authorize(ctx: Context, action: Action, object: ActedOn | null = null): Promise<void> {
  const decision = decide(ctx.actor, action, object);
  if (decision.isAllowed) return;
  const who = `${ctx.actor.type} may not ${action}: ${decision.why}`;
  throw new AppError(decision.signInHelps ? "UNAUTHENTICATED" : "FORBIDDEN", who);
}
