import net from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { startDoor } from "./door.double";

/** @returns bytes of this process's heap that are in use after a garbage collection. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

test("a body held in chunks of one byte costs little more than its bytes", async () => {
  const { door, port, close } = await startDoor();
  const chunks = 32_000;
  const before = heapInUse();
  const sockets = await Promise.all(
    Array.from({ length: 16 }, async () => {
      const socket = net.connect(port, "127.0.0.1").on("error", () => {});
      const head = "POST /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      await new Promise<void>((resolve) => socket.write(head + "1\r\nx\r\n".repeat(chunks), () => resolve()));
      return socket;
    }),
  );
  // The door has read what its system has: a request on a new connection is answered after them.
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  expect(door.openSockets()).toBeGreaterThanOrEqual(sockets.length);
  expect(heapInUse() - before).toBeLessThan(16 * chunks * 20);
  for (const socket of sockets) socket.destroy();
  await close();
});
