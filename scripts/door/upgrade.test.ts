import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { atCleanUp, cleanUp, listen, start, talk, upgrade } from "./door.double";
import { createFrontDoor } from "./front-door";

afterEach(cleanUp);

describe("websockets", () => {
  test("on /ws reach realtime with the proxy's headers, and bytes flow both ways", async () => {
    const { web, realtime, port } = await start();
    const ask = upgrade("/ws/?EIO=4", "X-Forwarded-For: 1.2.3.4\r\n");
    const answer = await talk(port, `${ask}ping-pong`, { until: "ping-pong" });
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).toContain("ping-pong");
    expect(realtime.seen).toMatchObject([
      { method: "UPGRADE", url: "/ws/?EIO=4", headers: { "x-forwarded-for": "127.0.0.1" } },
    ]);
    expect(web.seen).toHaveLength(0);
  });

  test.each([
    ["/", false, 404],
    ["/_next/hmr", false, 404],
    ["http://evil.example/", false, 400],
    ["/_next/hmr", true, 101],
    ["/api", true, 404],
  ])("on %s with dev %s are answered %i", async (path, dev, status) => {
    const { web, realtime, port } = await start({ dev });
    const answer = await talk(port, upgrade(path), { until: "\r\n\r\n" });
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(web.seen).toHaveLength(status === 101 ? 1 : 0);
    expect(realtime.seen).toHaveLength(0);
  });

  test("get every byte that came early, however long the head was", async () => {
    const { port } = await start();
    const early = `${"early ".repeat(2_000)}end`;
    const answer = await talk(port, upgrade("/ws/", `X: ${"x".repeat(3_000)}\r\n`) + early, { until: "end" });
    expect(answer.split("\r\n\r\n")[1]).toBe(early);
  });

  test("that are refused are closed at once", async () => {
    const { port } = await start();
    expect(await talk(port, upgrade("/nowhere"))).toMatch(/404 [\s\S]*Live updates are at \/ws/);
    expect(await talk(port, upgrade("/ws/", "Content-Length: 5\r\n"))).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("are refused while realtime hangs, as soon as any other request", async () => {
    const hung = net.createServer(() => {});
    const realtime = await listen(hung);
    const door = createFrontDoor({ web: realtime, realtime, limits: { answerMs: 100 } });
    atCleanUp(
      () => void hung.close(),
      () => door.close(),
    );
    expect(await talk(await door.listen(0), upgrade("/ws/"))).toMatch(/^HTTP\/1\.1 503 /);
  }, 4_000);

  test("that say nothing for long are closed", async () => {
    const { port } = await start({ limits: { idleUpgradeMs: 50 } });
    expect(await talk(port, upgrade("/ws/"))).toMatch(/^HTTP\/1\.1 101 /);
  });
});
