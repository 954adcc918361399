import type { LaunchOrder } from "@/domain/pod/machine";

/**
 * What RunPod says instead of a code when there is no machine for a pod. Compared without case and without the ends of the
 * sentences, which have changed over time. The first is the `detail` of a 400 to `POST /v2/pods` as recorded from live calls, the
 * others are messages of its other APIs that clients on GitHub have recorded. RunPod publishes no list.
 */
const capacityTexts = [
  "no longer any instances available",
  "no instances currently available",
  "no instances available",
  "does not have the resources to deploy your pod",
] as const;

export function isOutOfCapacity(text: string): boolean {
  const plain = text.toLowerCase();
  return capacityTexts.some((known) => plain.includes(known));
}

/** Public ports are TCP; the SSH port is added with a key. */
export function podPorts({ ports, sshPublicKey }: LaunchOrder): string[] {
  const wanted = new Set([...ports, ...(sshPublicKey === null ? [] : [22])]);
  return [...wanted].map((port) => `${port}/tcp`);
}

/** `PUBLIC_KEY` replaces the account's own keys; images that start sshd read it. */
export function podEnvironment({ environment, sshPublicKey }: LaunchOrder): Record<string, string> {
  return { ...environment, ...(sshPublicKey === null ? {} : { PUBLIC_KEY: sshPublicKey }) };
}
