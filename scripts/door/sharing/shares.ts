import type { Client } from "../addresses";
import type { Shares } from "./limits";

export type Share = {
  /** Takes more of it for the same client. @returns who has no more left, or null when it was granted. */
  take(amount: number): keyof Shares | null;
  /** Gives everything back. Calling it again does nothing. */
  release(): void;
};

/** Counts what each address, each network and all together use of something, and holds it within its limits. */
export function createShares(limits: Shares) {
  const used = new Map<string, number>();

  function add(name: string, amount: number): void {
    const next = (used.get(name) ?? 0) + amount;
    if (next === 0) used.delete(name);
    else used.set(name, next);
  }

  /** @param client whom it is for; null for one of our own proxies, which counts only in the total. */
  function open(client: Client | null): Share {
    const holders: [keyof Shares, string][] = [["total", "total"]];
    if (client !== null) holders.unshift(["perAddress", `address ${client.key}`]);
    if (client?.network) holders.unshift(["perNetwork", `network ${client.network}`]);
    let taken = 0;
    return {
      take(amount) {
        const full = holders.find(([share, name]) => (used.get(name) ?? 0) + amount > limits[share]);
        if (full !== undefined) return full[0];
        taken += amount;
        for (const [, name] of holders) add(name, amount);
        return null;
      },
      release() {
        for (const [, name] of holders) add(name, -taken);
        taken = 0;
      },
    };
  }

  return { open, inUse: () => used.get("total") ?? 0 };
}
