import { env } from "@/server/env";

/** Which market this installation records: real and simulated points never make one line. */
export function recordedSource(): "live" | "simulated" {
  return env().MARKET === "simulated" ? "simulated" : "live";
}

/** How often the index is recorded. In simulated mode prices move while one looks. */
export function recordedEveryMs(): number {
  return recordedSource() === "simulated" ? 60_000 : 15 * 60_000;
}
