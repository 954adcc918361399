import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { availabilityOf } from "./availability";
import { openPool } from "./pool";

let server: Server;
let url: string;

/** Accepts connections, never answers and never closes them. */
beforeEach(async () => {
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none");
  server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `postgresql://nobody@127.0.0.1:${address.port}/none`;
});
afterEach(() => {
  server.close();
});

it.each([
  ["is not yet away after a wait of 100 ms, which a busy machine explains", 100, false],
  ["counts as away after a second, even before the probe has looked", 1000, true],
])("a database that does not answer a connection %s", async (_, connectMs, isAway) => {
  const pool = openPool(url, { max: 1, limits: { connectMs, statementMs: 1000 } });
  await expect(pool.connect()).rejects.toThrow(/timeout/);
  expect(availabilityOf(url).awayForMs() !== null).toBe(isAway);
  await pool.end();
});

it("leaves no connection behind at such a server", async () => {
  const availability = availabilityOf(url);
  availability.suspect(Object.assign(new Error("gone"), { code: "ECONNREFUSED" }), 0);
  const [probe]: Socket[] = await once(server, "connection");
  if (probe === undefined) throw new Error("no connection");
  probe.resume();
  await once(probe, "end");
  expect(availability.awayForMs()).not.toBeNull();
  // Only a socket that is closed on the other side as well answers this with a reset.
  const reset = once(probe, "error");
  const asking = setInterval(() => probe.write("still there?"), 20);
  expect((await reset)[0]).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
  clearInterval(asking);
  probe.destroy();
});
