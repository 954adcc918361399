// The door as the launcher starts it.
import { fork } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { closedPort, startUpstream } from "./door.double";

/** People and process managers wait for so long before they kill. */
const endsWithinMs = 10_000;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Opens a connection that sends a text and reads only its first bytes, if it reads at all. */
async function hold(port: number, text: string, reads: boolean): Promise<{ isClosed: Promise<unknown> }> {
  const socket = net.connect({ port, host: "127.0.0.1" });
  cleanups.push(() => socket.destroy());
  socket.on("error", () => {});
  // Not "once", which would also reject at an error.
  const isClosed = new Promise((resolve) => socket.once("close", resolve));
  await once(socket, "connect");
  socket.write(text);
  if (reads) await once(socket, "data");
  socket.pause();
  return { isClosed };
}

/** Another process may take the free port before the door does: then it takes another. */
async function startDoor({ web, realtime }: { web: number; realtime: number }) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await closedPort();
    const ports = { PORT: String(port), WEB_PORT: String(web), REALTIME_PORT: String(realtime) };
    const door = fork("scripts/door/main.ts", ["start"], {
      execArgv: ["--import", "tsx"],
      env: { PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "silent", ...ports },
    });
    cleanups.push(() => door.kill("SIGKILL"));
    const isReady = once(door, "message").then(() => true);
    if (await Promise.race([isReady, once(door, "exit").then(() => false)])) return { door, port };
  }
  throw new Error("the door did not start");
}

test("SIGTERM ends the door in time and with success, whatever its clients do, and nobody connects any more at once", {
  timeout: 60_000,
}, async () => {
  const web = await startUpstream("web", (_req, res) => void res.end(Buffer.alloc(20_000_000, "x")));
  const realtime = await startUpstream("realtime");
  cleanups.push(web.close, realtime.close);
  const { door, port } = await startDoor({ web: web.port, realtime: realtime.port });
  const websocket = "GET /ws/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  await hold(port, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", false);
  await hold(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow", false);
  await hold(port, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", true);
  const idle = await hold(port, websocket, true);

  const ended = once(door, "exit");
  const startedAt = performance.now();
  door.kill("SIGTERM");
  await idle.isClosed;
  expect(await connects(port)).toBe(false);
  const late = sleep(endsWithinMs, ["still runs"], { ref: false });
  expect(await Promise.race([ended, late])).toEqual([0, null]);
  expect(performance.now() - startedAt).toBeLessThan(endsWithinMs);
});

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
