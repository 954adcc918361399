import type { Context } from "@/server/context";
import type { JobPayload } from "@/server/jobs/catalog";
import { pollFeed } from "@/server/offers/poll-feed";

export async function pollProviderJob(
  ctx: Context,
  { provider }: JobPayload<"poll-provider">,
): Promise<void> {
  await pollFeed(ctx, provider);
}
