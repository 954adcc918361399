import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, it, vi } from "vitest";
import { availabilityOf } from "./availability";

it("leaves no connection behind at a server that accepts it, never answers and never closes it", async () => {
  const server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none");
  const availability = availabilityOf(`postgresql://nobody@127.0.0.1:${address.port}/none`);
  availability.suspect(Object.assign(new Error("gone"), { code: "ECONNREFUSED" }));
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
  server.close();
});
