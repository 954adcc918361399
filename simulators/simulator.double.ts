import { loadCatalogue } from "../prisma/catalogue/load";
import { createSimulator, type Simulator } from "./clouds/simulator";
import type { SimulatedProvider } from "./registry";
import type { FeedRequest, Reply } from "./reply";

const catalogue = loadCatalogue();

export const testNow = new Date("2026-11-23T10:20:30.000Z");

/** A simulator without a network, for tests of the feeds' answers. */
export function simulatorForTest({ seed = 7, searchesPerMinute = 1_000 } = {}): Simulator {
  return createSimulator({ seed, catalogue, searchesPerMinute, openedAt: testNow });
}

type Question = {
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  method?: string;
  now?: Date;
};

/** GET, or POST if there is a body. */
export function ask(
  simulator: Simulator,
  provider: SimulatedProvider,
  { path, query = {}, headers = {}, body, method, now = testNow }: Question,
): Reply {
  const request: FeedRequest = {
    method: method ?? (body === undefined ? "GET" : "POST"),
    path,
    query: new URLSearchParams(query),
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body ?? ""),
    now,
  };
  return simulator.answer(provider, request).reply;
}
