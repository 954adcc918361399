import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { closeServers, failure, serve, status, testClient } from "./http.double";
import { createGates } from "./pace";

afterEach(closeServers);

/** A port on which nobody listens: it was just given back. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

it.each([
  ["nobody listens", async () => `http://127.0.0.1:${await closedPort()}/`, {}],
  ["the name does not exist", async () => "http://nowhere.invalid/", {}],
  ["the address is not public", async () => "https://127.0.0.1/", { allowPrivate: false }],
  [
    "the name leads to an address that is not public",
    async () => "https://localhost/",
    { allowPrivate: false },
  ],
  ["the host is not allowed", async () => "http://elsewhere.example/", { allowedHosts: ["api.example"] }],
])("a request certainly did not leave if %s", async (_case, url, options) => {
  const { http } = testClient({ maxAttempts: 1, ...options });
  expect(await failure(http.exchange({ url: await url(), method: "POST" }))).toMatchObject({
    isUnsent: true,
  });
});

it("a request that waits too long for its turn did not leave", async () => {
  const gates = createGates({ now: () => 0, sleep: async () => {} });
  const gate = gates.of("api", "caller", [{ everyMs: 60_000 }]);
  const { url } = await serve(status(200));
  const { http } = testClient();
  await http.exchange({ url, method: "POST", gate });
  expect(await failure(http.exchange({ url, method: "POST", gate }))).toMatchObject({ isUnsent: true });
});

it.each([
  ["reset", (_: unknown, response: { destroy(): void }) => response.destroy()],
  ["left without an answer", () => {}],
])("a request that is %s may have arrived", async (_case, answer) => {
  const { url } = await serve(answer);
  const { http } = testClient({ totalTimeoutMs: 200 });
  expect(await failure(http.exchange({ url, method: "POST" }))).toMatchObject({ isUnsent: false });
});

it("a request that is answered by a redirect or cut short has arrived", async () => {
  const { url } = await serve(status(302, { location: "/login" }));
  const { http } = testClient();
  expect(await failure(http.exchange({ url, method: "POST" }))).toMatchObject({ isUnsent: false });
});

it("a request whose first attempt left is not unsent because its second did not", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      server.close();
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { http } = testClient({ maxAttempts: 2, wait: () => 50 });
  const error = await failure(
    http.exchange({ url: `http://127.0.0.1:${address.port}/`, method: "DELETE", isRepeatable: true }),
  );
  expect(error).toMatchObject({ isUnsent: false });
  expect(error.message).toContain("ECONNREFUSED");
});
