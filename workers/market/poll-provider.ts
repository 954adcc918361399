import type { Context } from "@/server/context";
import { pollFeed } from "@/server/feeds/poll-feed";
import type { JobPayload } from "@/server/jobs/catalog";

export async function pollProviderJob(
  ctx: Context,
  { provider }: JobPayload<"poll-provider">,
): Promise<void> {
  await pollFeed(ctx, provider);
}
