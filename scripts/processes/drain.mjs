// Lets a web process end without losing a request.
import { subscribe } from "node:diagnostics_channel";
import { setImmediate } from "node:timers";

/**
 * Makes every answer from now on the last one of its connection. A server that closes waits for its connections, and one that stays in
 * use would never end: whatever it carries when the time is over would be lost.
 */
export function drainConnections() {
  subscribe("http.server.request.start", ({ response }) => {
    response.shouldKeepAlive = false;
  });
  // An answer that was under way has promised to keep its connection, which is idle only after it.
  subscribe("http.server.response.finish", ({ server }) => setImmediate(() => server.closeIdleConnections()));
}
