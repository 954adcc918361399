import { AppError } from "@/domain/errors";
import { type ActedOn, type Action, decide } from "@/domain/permissions";
import type { Context } from "./context";

/**
 * Throws unless the actor of `ctx` may do the action. It is the first line of every verb that an entry point calls; the table in `domain/permissions.ts`
 * decides.
 *
 * Always await it: the decision may one day come from a policy service.
 *
 * @param object what the action applies to; omitted for the platform as a whole.
 * @throws {AppError} UNAUTHENTICATED when signing in may help, else FORBIDDEN.
 */
export async function authorize(ctx: Context, action: Action, object: ActedOn | null = null): Promise<void> {
  const decision = decide(ctx.actor, action, object);
  if (decision.isAllowed) return;
  const who = `${ctx.actor.type} may not ${action}: ${decision.why}`;
  throw new AppError(decision.signInHelps ? "UNAUTHENTICATED" : "FORBIDDEN", who);
}
