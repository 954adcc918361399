// The shortest proof that the whole product runs: pages, API, and a price that travels from a poll to an open page.
import { setTimeout as sleep } from "node:timers/promises";

const withinMs = 60_000;

/** @param site the address of the running product. @returns the result of a stage, one line for each check. */
export async function smoke(site) {
  const checks = [
    ["the landing page", () => expectPage(site, "/")],
    ["the market", () => expectPage(site, "/offers")],
    ["the status page", () => expectPage(site, "/status")],
    ["an address without a page", () => expectStatus(site, "/no-such-page", 404)],
    ["readiness", () => expectStatus(site, "/api/ready", 200)],
    ["the API", () => expectOffers(site)],
    ["a poll that reaches an open page", () => expectEvent(site)],
  ];
  const failures = [];
  for (const [name, check] of checks)
    await check().catch((error) => failures.push(`smoke: ${name}: ${error.message}`));
  return { passed: checks.length - failures.length, failed: failures.length, failures };
}

async function expectStatus(site, path, status) {
  const response = await fetch(`${site}${path}`, { signal: AbortSignal.timeout(withinMs) });
  if (response.status !== status) throw new Error(`${path} answered ${response.status}, not ${status}`);
  return response.text();
}

async function expectPage(site, path) {
  const html = await expectStatus(site, path, 200);
  if (!html.includes("</html>")) throw new Error(`${path} ended early`);
}

/** The first poll may still be running. */
async function expectOffers(site) {
  const deadline = performance.now() + withinMs;
  while (JSON.parse(await expectStatus(site, "/api/v2/offers?limit=1", 200)).offers.length === 0) {
    if (performance.now() > deadline) throw new Error("/api/v2/offers stayed empty");
    await sleep(500);
  }
}

async function expectEvent(site) {
  const { io } = await import("socket.io-client");
  const page = io(site, { path: "/ws", transports: ["websocket"], extraHeaders: { origin: site } });
  let timer;
  try {
    await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("no event arrived in time")), withinMs);
      page.once("market", resolve);
      page.once("connect_error", reject);
    });
  } finally {
    clearTimeout(timer);
    page.close();
  }
}
