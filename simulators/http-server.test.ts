import { afterEach, expect, it } from "vitest";
import { type Mount, serveMounts } from "./http-server";
import { jsonReply } from "./reply";

const now = new Date("2026-11-23T10:00:00.000Z");
let server: Awaited<ReturnType<typeof serveMounts>> | null = null;
afterEach(() => server?.close());

async function serve(mounts: Record<string, Mount>): Promise<string> {
  server = await serveMounts({ mounts: new Map(Object.entries(mounts)), port: 0, now: () => now });
  return server.url;
}

const echo: Mount = ({ method, path, query, headers, body, now: at }) => ({
  reply: jsonReply({ method, path, query: [...query], tag: headers["x-tag"], body, at }, 201),
});

it("passes the request to its mount, with the path below the first part", async () => {
  const url = await serve({ echo });
  const response = await fetch(`${url}/echo/v1/charges?limit=3`, {
    method: "POST",
    body: "amount=5",
    headers: { "X-Tag": "a" },
  });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({
    method: "POST",
    path: "/v1/charges",
    query: [["limit", "3"]],
    tag: "a",
    body: "amount=5",
    at: now.toISOString(),
  });
});

it("answers 404 where nothing is mounted and where a mount has nothing", async () => {
  const url = await serve({ empty: () => null });
  for (const path of ["/", "/nobody/v1", "/empty/v1", "/emptyish"]) {
    const response = await fetch(url + path);
    expect([response.status, await response.json()]).toEqual([404, { error: `nothing at ${path}` }]);
  }
});

it("refuses a body above 1 MiB without calling a mount", async () => {
  let asked = 0;
  const count: Mount = () => {
    asked += 1;
    return null;
  };
  const url = await serve({ count });
  const response = await fetch(`${url}/count`, { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
  expect([response.status, asked]).toEqual([413, 0]);
});

it("delivers a response in the way that its mount requests", async () => {
  const lost: Mount = () => ({ reply: jsonReply({}), delivery: { kind: "lost" } });
  const url = await serve({ lost });
  await expect(fetch(`${url}/lost`)).rejects.toThrow();
});
