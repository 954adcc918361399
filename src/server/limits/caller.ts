import ipaddr from "ipaddr.js";
import type { Actor } from "@/domain/actor";

/** Whom a request counts against: always the same for one caller, and never the same for two kinds of caller. */
export function callerOf(actor: Actor): string {
  switch (actor.type) {
    case "anonymous":
      return `address ${networkOf(actor.address)}`;
    case "user":
    case "staff":
      return `user ${actor.userId}`;
    case "apiKey":
    case "agent":
      return `key ${actor.keyId}`;
    case "webhook":
      return `gateway ${actor.gateway} ${actor.organizationId ?? "platform"}`;
    case "system":
      return `job ${actor.job} ${actor.organizationId ?? "platform"}`;
    default:
      actor satisfies never;
      throw new Error("an actor of an unknown kind");
  }
}

/** An IPv6 address stands for its /64: one subscriber has all of it. An IPv4 address written as IPv6 is the IPv4 address. */
function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const bytes = parsed.toByteArray();
  return `${ipaddr.fromByteArray([...bytes.slice(0, 8), ...Array<number>(8).fill(0)])}/64`;
}
