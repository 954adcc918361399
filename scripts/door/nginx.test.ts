import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { POST as setPreferences } from "@/app/preferences/route";
import { proxy } from "@/proxy";
import { hasNginx } from "../tests/nginx.mjs";
import { startDoor, startUpstream, type Upstream } from "./door.double";
import { startNginx } from "./nginx.double";

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://localhost/none");
  // Without https in PUBLIC_URL, only the headers tell that a request came by TLS.
  vi.stubEnv("PUBLIC_URL", "http://localhost:10355");
});
afterAll(() => void vi.unstubAllEnvs());

type Site = {
  nginx: Awaited<ReturnType<typeof startNginx>>;
  web: Upstream;
  realtime: Upstream;
  close(): Promise<void>;
};

async function beforeOurDoor(): Promise<Site> {
  const door = await startDoor({ trustedProxies: ["127.0.0.1"] });
  const nginx = await startNginx("gpubroker-tls.conf", { 10355: door.port });
  const close = async () => {
    await nginx.close();
    await door.close();
  };
  return { nginx, web: door.web, realtime: door.realtime, close };
}

async function asTheDoor(): Promise<Site> {
  const [web, realtime] = [await startUpstream("web"), await startUpstream("realtime")];
  const nginx = await startNginx("gpubroker.conf", { 3000: web.port, 10356: realtime.port });
  const close = async () => {
    await nginx.close();
    await Promise.all([web.close(), realtime.close()]);
  };
  return { nginx, web, realtime, close };
}

const forged = {
  "x-forwarded-for": "1.2.3.4",
  "x-forwarded-proto": "http",
  "x-forwarded-host": "evil.example",
  forwarded: "for=1.2.3.4",
  "x-real-ip": "1.2.3.4",
  "x-nonce": "x",
  "content-security-policy": "x",
  "next-action": "x",
  "x-middleware-subrequest": "x",
  "x-nextjs-data": "1",
  trailer: "x",
  te: "trailers",
};

describe.skipIf(!hasNginx()).each([
  ["before our door", beforeOurDoor],
  ["as the door", asTheDoor],
])("nginx %s", (_, start) => {
  let site: Site;
  beforeAll(async () => {
    site = await start();
  });
  afterAll(() => site.close());

  const ask = (path: string, more: object = {}, body?: string) =>
    site.nginx.ask(
      { path, ...more, headers: { host: "localhost:8443", ...Reflect.get(more, "headers") } },
      body,
    );

  test("tells the processes the real address, scheme and host, and nothing that the client claims", async () => {
    await ask("/offers?a=%2F", { method: "POST", localAddress: "127.0.0.3", headers: forged }, "x");
    const seen = site.web.seen.at(-1);
    expect(seen).toMatchObject({
      url: "/offers?a=%2F",
      headers: {
        "x-forwarded-for": "127.0.0.3",
        "x-forwarded-proto": "https",
        "x-forwarded-host": "localhost:8443",
      },
    });
    const gone = Object.keys(forged).filter((name) => !/^x-forwarded-(for|proto|host)$/.test(name));
    for (const name of gone) expect(seen?.headers[name], name).toBeUndefined();
  });

  test("lets pages open sockets by wss, demand TLS and set Secure cookies", async () => {
    await ask("/offers");
    const { host: _host, ...headers } = site.web.seen.at(-1)?.headers ?? {};
    const page = proxy(new NextRequest("http://localhost:3000/offers", { headers: plain(headers) }));
    expect(page.headers.get("content-security-policy")).toContain("wss://localhost:8443");
    expect(page.headers.get("strict-transport-security")).toContain("max-age=");
    const form = new Request("http://localhost:3000/preferences", {
      method: "POST",
      headers: { ...plain(headers), origin: "https://localhost:8443" },
      body: new URLSearchParams({ theme: "dark" }),
    });
    expect((await setPreferences(form)).headers.get("set-cookie")).toContain("; Secure");
  });

  test("opens websockets to realtime", async () => {
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://localhost:8443\r\n";
    const answer = await site.nginx.talk(
      `GET /ws/?EIO=4 HTTP/1.1\r\nHost: localhost:8443\r\n${upgrade}\r\nping-pong`,
      "ping-pong",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).toContain("ping-pong");
    expect(site.realtime.seen.at(-1)).toMatchObject({
      method: "UPGRADE",
      url: "/ws/?EIO=4",
      headers: { origin: "https://localhost:8443", "x-forwarded-host": "localhost:8443" },
    });
  });

  test.each([
    ["/%ff%zz", 400],
    ["/?a=%00", 400],
    ["/%00", 400],
    ["/_next/static/%2e%2e/offers", 400],
    ["/../offers", 400],
  ])("refuses %s with %i", async (path, status) => {
    const before = site.web.seen.length;
    expect((await ask(path)).status).toBe(status);
    expect(site.web.seen).toHaveLength(before);
  });

  test("refuses TRACE, and bodies over 64 kB", async () => {
    expect((await ask("/", { method: "TRACE" })).status).toBe(405);
    const headers = { "content-length": 65_537 };
    expect((await ask("/", { method: "POST", headers }, "x".repeat(65_537))).status).toBe(413);
    expect((await ask("/", { method: "POST" }, "x".repeat(65_536))).body).toHaveLength(65_536);
  });
});

describe.skipIf(!hasNginx())("limits behind nginx", () => {
  test("count each client and not the proxy", async () => {
    const held: (() => void)[] = [];
    const answer = (_req: unknown, res: { end(): void }) => void held.push(() => res.end());
    const requests = { perAddress: 1, perNetwork: 1, total: 10 };
    const door = await startDoor({ trustedProxies: ["127.0.0.1"], answer, limits: { requests } });
    const nginx = await startNginx("gpubroker-tls.conf", { 10355: door.port });
    const from = (localAddress: string) =>
      nginx.ask({ path: "/", localAddress, headers: { host: "localhost" } });
    const first = [from("127.0.0.2"), from("127.0.0.3"), from("127.0.0.4")];
    await expect.poll(() => held.length).toBe(3);
    const second = await from("127.0.0.2");
    expect([second.status, second.headers["retry-after"]]).toEqual([429, "2"]);
    for (const release of held) release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
    await nginx.close();
    await door.close();
  });
});

function plain(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
