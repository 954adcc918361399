import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { availabilityOf } from "@/server/database/availability";
import { settings } from "@/server/settings";

/** `awaySince` is null while the database answers. */
export type DatabaseHealth = { awaySince: string | null };

/** What this process knows of its database, without asking it. */
export async function databaseHealth(ctx: Context): Promise<DatabaseHealth> {
  await authorize(ctx, "market.read");
  const awayForMs = availabilityOf(settings().DATABASE_URL).awayForMs();
  return { awaySince: awayForMs === null ? null : new Date(ctx.now.getTime() - awayForMs).toISOString() };
}
