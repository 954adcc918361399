import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type MarketSimulator, startMarketSimulator } from "../simulators/server";

// Each case starts a separate process.
vi.setConfig({ testTimeout: 60_000 });

let simulator: MarketSimulator;
beforeAll(async () => {
  simulator = await startMarketSimulator({ seed: 3, tickEveryMs: 0 });
});
afterAll(() => simulator.close());

type Ended = { code: number | null; out: string; err: string };

function check(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/provider-check.ts", ...args], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test" },
  });
  const ended: Ended = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    ended.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    ended.err += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ ...ended, code })));
}

test("prints a provider's offers and the rows that it refused, with reasons", async () => {
  const { code, out } = await check("vastai", "--url", `${simulator.url}/vastai`, "--offers", "2");
  expect(code).toBe(0);
  expect(out).toMatch(/\d+ rows in [\d.]+ s: \d+ GPU offers, 0 token offers, \d+ refused/);
  expect(out.match(/\/GPU-h/g)).toHaveLength(2);
  expect(out).toMatch(/Refused:\n {2}\d+ x Unknown GPU name: /);
});

test("reports a failed poll and exits with 1", async () => {
  simulator.controls.setFault({ provider: "vultr", fault: "html", times: null, latencyMs: 0, factor: 1 });
  const { code, err } = await check("vultr", "--url", `${simulator.url}/vultr`);
  expect([code, err]).toEqual([1, expect.stringMatching(/Failed after .* bad_response/)]);
});

test.each([
  [["nobody"], /no provider "nobody"[\s\S]*Usage:[\s\S]*vultr/],
  [["lambda"], /LAMBDA_API_KEY/],
  [["vultr", "--url", "http://192.0.2.1/x"], /simulator on this machine/],
])("reports what is wrong with %j and exits with 2", async (args, message) => {
  const { code, err } = await check(...args);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});
