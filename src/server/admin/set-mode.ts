import { AppError } from "@/domain/errors";
import type { Mode } from "@/generated/prisma/enums";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { pinnedBy } from "@/server/mode";
import { inTransaction } from "@/server/transaction";

const before = { sandbox: "live", live: "sandbox" } as const satisfies Record<Mode, Mode>;

/**
 * Switches the platform between sandbox and live. Only staff may, and the reason that they give is audited; to ask for the mode
 * that it is in already changes nothing and leaves no entry.
 *
 * @throws {AppError} FORBIDDEN or UNAUTHENTICATED; PRECONDITION_FAILED for `live` where a setting pins the sandbox.
 */
export async function setMode(ctx: Context, { mode }: { mode: Mode }): Promise<void> {
  await authorize(ctx, "platform.set_mode");
  const pin = pinnedBy();
  if (mode === "live" && pin !== null) throw pinned(pin);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.platformMode.updateMany({
      where: { mode: before[mode] },
      data: { mode, changedAt: tx.now },
    });
    if (count === 0) return;
    audit(tx, {
      action: "platform.set_mode",
      object: { type: "platform", id: "mode", organizationId: null },
      before: { mode: before[mode] },
      after: { mode },
    });
  });
}

function pinned(pin: string): AppError {
  return new AppError("PRECONDITION_FAILED", `${pin} pins the platform to the sandbox`, {
    reason: { code: "platform.pinned_to_sandbox", parameters: { setting: pin } },
  });
}
