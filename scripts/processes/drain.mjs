// Lets a web process end without losing a request.
import { subscribe } from "node:diagnostics_channel";

/**
 * Makes every answer from now on the last one of its connection. A server that closes waits for its connections, and one that stays in
 * use would never end: whatever it carries when the time is over would be lost.
 */
export function drainConnections() {
  subscribe("http.server.request.start", ({ response }) => {
    response.shouldKeepAlive = false;
  });
}
