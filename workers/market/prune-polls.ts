import type { Context } from "@/server/context";
import { prunePolls } from "@/server/feeds/prune-polls";

export async function prunePollsJob(ctx: Context): Promise<void> {
  const removed = await prunePolls(ctx);
  ctx.log.info({ removed }, "old polls removed");
}
