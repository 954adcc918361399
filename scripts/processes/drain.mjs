// Lets a web process end without losing a request.
import { subscribe } from "node:diagnostics_channel";
import http from "node:http";

/**
 * Prepares the servers of this process for their end. Node 26 closes new connections as idle whose request it has not read yet, and a
 * write on them would be lost: only what has served a request before is closed here.
 *
 * @returns what to call before the servers close: from then on every answer is the last one of its connection. A server that closes waits
 *   for its connections, and one that stays in use would never end: whatever it carries when the time is over would be lost.
 */
export function prepareToDrain() {
  const idle = new Set();
  const known = new WeakSet();
  let isDraining = false;

  subscribe("http.server.request.start", ({ response, socket }) => {
    idle.delete(socket);
    if (isDraining) response.shouldKeepAlive = false;
  });
  subscribe("http.server.response.finish", ({ response, socket }) => {
    if (!response.shouldKeepAlive) return;
    if (isDraining) return void socket.end();
    idle.add(socket);
    if (known.has(socket)) return;
    known.add(socket);
    socket.once("close", () => idle.delete(socket));
  });
  http.Server.prototype.closeIdleConnections = () => {
    for (const socket of idle) socket.destroy();
  };
  return () => {
    isDraining = true;
  };
}
