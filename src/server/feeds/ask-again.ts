import { AppError } from "@/domain/errors";
import { platformObject } from "@/domain/permissions";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/transaction";

/**
 * Lets the next poll ask a provider again with the key that it refused: the provider may accept it now, for example after a
 * payment.
 *
 * @throws {AppError} FORBIDDEN or UNAUTHENTICATED; NOT_FOUND when the provider refuses no key of ours.
 */
export async function askAgain(ctx: Context, provider: string): Promise<void> {
  await authorize(ctx, "feed.ask_again");
  await inTransaction(ctx, async (tx) => {
    const refused = { provider, refusedKey: { not: null } };
    const row = await tx.db.providerHealth.findFirst({ where: refused });
    if (row === null)
      throw new AppError("NOT_FOUND", `${provider} refuses no key`, {
        reason: { code: "feed.no_key_refused", parameters: { provider } },
      });
    await tx.db.providerHealth.updateMany({ where: refused, data: { keyRefusedAt: null, refusedKey: null } });
    audit(tx, {
      action: "feed.ask_again",
      object: platformObject("feed", provider),
      before: { keyRefusedAt: row.keyRefusedAt },
    });
  });
}
