/** An aggregator's names for clouds, where they differ from our slugs. */
const slugsByCloud: ReadonlyMap<string, string> = new Map([
  ["lambdalabs", "lambda"],
  ["datacrunch", "verda"],
  ["gcp", "google"],
]);
const aggregators: ReadonlySet<string> = new Set(["shadeform"]);

/** Whether a provider sells machines of other clouds, so that one name stands for many. */
export function isAggregator(provider: string): boolean {
  return aggregators.has(provider);
}

/**
 * The cloud that runs the machine: the provider itself or, for an aggregator's offer, the cloud whose name begins the instance type
 * ("lambdalabs_A10" in the list, "lambdalabs A10" in the feed). Returns our slug for a cloud that we know.
 */
export function sellerOf({ provider, instanceType }: { provider: string; instanceType: string }): string {
  if (!aggregators.has(provider)) return provider;
  const [cloud = ""] = instanceType.toLowerCase().split(/[ _]/, 1);
  return slugsByCloud.get(cloud) ?? (cloud || provider);
}
