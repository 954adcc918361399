import http from "node:http";
import { type IsTrusted, originOf } from "./addresses";
import { checkRequest, cleanAddressOf } from "./check-request";
import { checkRouterState } from "./check-router-state";
import { askUpstream, relay } from "./forward";
import { createGate } from "./gate";
import { headersForUpstream } from "./headers";
import type { Exchange } from "./pipeline";
import { readBody } from "./read-body";
import { Refusal } from "./refusal/refusal";
import { redirect, refuse } from "./refusal/refuse";
import { requestIdOf } from "./refusal/request-id";
import { pathOf, routeOf, type Upstream } from "./routes";
import { createFairQueue } from "./sharing/fair-queue";
import type { LaneName, Limits } from "./sharing/limits";
import { createShares, type Share } from "./sharing/shares";

export type DoorOptions = {
  /** Ports on 127.0.0.1. */
  ports: Record<Upstream, number>;
  /** Whether Next's development server is behind the door. */
  dev: boolean;
  limits: Limits;
  isTrusted: IsTrusted;
  /** Told of failures of the upstreams and of our own, with the request id; never of what a client does wrong. */
  onFailure(error: unknown, requestId: string): void;
};

/** Serves requests one by one: checks, limits, body, turn at the upstream, answer. Whatever goes wrong ends only that request. */
export function createServing(options: DoorOptions) {
  const { limits, ports, dev, isTrusted, onFailure } = options;
  // Shorter than the 5 s after which Node servers close idle connections, so that few requests meet a closing connection.
  // As many sockets as all lanes and all slow answers can use: a request that has its turn never waits for one.
  const agent = new http.Agent({ keepAlive: true, maxSockets: mostSocketsOf(limits), timeout: 4_000 });
  const requests = createShares(limits.requests);
  const bodies = createShares(limits.unfinishedBodyBytes);
  const slowAnswers = createShares(limits.slowAnswers);
  const lanes = lanesOf(limits);
  const gates = { web: createGate(ports.web), realtime: createGate(ports.realtime) };

  /** Answers one request. Never rejects. */
  async function serve(exchange: Exchange): Promise<void> {
    const requestId = requestIdOf(exchange.req.headers);
    const releases: (() => void)[] = [];
    try {
      await pass(exchange, { requestId, releases });
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, "The server failed.");
      if (refusal.isOurs) onFailure(error, requestId);
      // What is refused holds nothing any more; its answer may take a moment, until the client has sent the rest.
      for (const release of releases) release();
      await refuse(exchange.res, refusal, requestId).catch(() => exchange.res.destroy());
    } finally {
      for (const release of releases) release();
    }
  }

  async function pass(exchange: Exchange, { requestId, releases }: Keeping): Promise<void> {
    const { req, res, signal, expectation } = exchange;
    checkRequest(req, limits);
    if (expectation === "unknown")
      throw new Refusal(417, "The only expectation that is understood here is 100-continue.");
    const { url = "/", method = "GET", headers } = req;
    checkRouterState(headers);
    const clean = cleanAddressOf(url);
    if (clean !== null) return redirect(res, clean, requestId);
    const peer = req.socket.remoteAddress ?? "";
    const origin = originOf({ peer, host: headers.host ?? "", headers }, isTrusted);
    takeRequest(requests.open(origin.client), releases);
    if (expectation === "continue") res.writeContinue();

    const route = routeOf(pathOf(url), limits);
    const share = bodies.open(origin.client);
    releases.push(share.release);
    const body = await readBody(req, { limitBytes: route.bodyBytes, share, signal });
    const told = headersForUpstream(headers, { origin, requestId, dev });
    const { upstream } = route;
    const request = { upstream, port: ports[upstream], agent, method, url, headers: told, body, signal };
    const takeTurn = (withinMs: number) => lanes[route.lane].enter(origin.client, signal, withinMs);
    const { answer, leave } = await askUpstream(request, { limits, gate: gates[upstream], takeTurn });
    const slow = slowAnswers.open(origin.client);
    releases.push(leave, slow.release);
    const mayLinger = () => slow.take(1) === null;
    await relay(answer, { res, requestId, limits, onUpstreamFree: leave, mayLinger });
  }

  return { serve, destroy: () => agent.destroy() };
}

type Keeping = { requestId: string; releases: (() => void)[] };

function takeRequest(share: Share, releases: (() => void)[]): void {
  const full = share.take(1);
  if (full === "total")
    throw new Refusal(503, "Too many requests are in progress here.", { retryAfterSeconds: 2 });
  if (full !== null)
    throw new Refusal(429, "Your address has too many requests in progress here.", { retryAfterSeconds: 2 });
  releases.push(share.release);
}

/** The lanes of one upstream are a part of all; one that is cut off needs a moment to close its socket. */
function mostSocketsOf({ lanes, slowAnswers }: Limits): number {
  const turns = Object.values(lanes).reduce((sum, { active }) => sum + active, 0);
  return 2 * turns + slowAnswers.total;
}

function lanesOf(limits: Limits): Record<LaneName, ReturnType<typeof createFairQueue>> {
  const { pages, api, files, health, live } = limits.lanes;
  return {
    pages: createFairQueue(pages),
    api: createFairQueue(api),
    files: createFairQueue(files),
    health: createFairQueue(health),
    live: createFairQueue(live),
  };
}
