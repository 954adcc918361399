import { expect, it } from "vitest";
import { createGates, type Gates } from "@/server/http/pace";
import { gateOf, pollProvider } from "./contract";
import { lambda } from "./lambda/offers";
import { orderFor, withLoopback } from "./loopback.double";
import { bindMachines } from "./machines/bind";
import { providers } from "./registry";
import { vastai } from "./vastai/offers";

const now = new Date("2026-11-23T10:00:00.000Z");
const secrets = { LAMBDA_API_KEY: "x", LAMBDA_SSH_KEY_NAME: "x", VASTAI_API_KEY: "x" };

/** Gates with a fixed clock, and how long each call waited. */
function gatesWithFixedClock(): { gates: Gates; slept: number[] } {
  const slept: number[] = [];
  const sleep = async (waitMs: number) => void slept.push(waitMs);
  return { gates: createGates({ now: () => now.getTime(), sleep }), slept };
}

it("polls and machine calls of a provider share its limits", async () => {
  const { gates, slept } = gatesWithFixedClock();
  const launched = { data: { instance_ids: ["a"] } };
  const { received } = await withLoopback(
    ({ method }) => ({ body: method === "POST" ? launched : { data: {} } }),
    async ({ http, origin: baseUrl }) => {
      const options = { http, baseUrl, secrets, gates };
      await pollProvider(lambda, { ...options, now }).catch(() => null);
      const machines = bindMachines(lambda, { ...options, now });
      const order = orderFor({ instanceType: "gpu_1x_a10", region: "us-west-1" });
      await machines.launch(order);
      await machines.launch(order);
    },
  );
  expect(received.map(({ method }) => method)).toEqual(["GET", "POST", "POST"]);
  // One request per second, and one launch every twelve seconds.
  expect(slept).toEqual([1_000, 13_000]);
});

it("a poll and the search of a launch share the limit of their endpoint, which is per address", async () => {
  const { gates, slept } = gatesWithFixedClock();
  await withLoopback(
    () => ({ body: { offers: [] } }),
    async ({ http, origin: baseUrl }) => {
      const options = { http, baseUrl, secrets, gates };
      await pollProvider(vastai, { ...options, now }).catch(() => null);
      await bindMachines(vastai, { ...options, now }).launch(orderFor({ externalId: "1:1x:on-demand" }));
    },
  );
  expect(slept).toEqual([6_000]);
});

it("the process applies limits to the provider itself, but not to a replacement", () => {
  expect(gateOf(lambda, "with a key", {})).toBeDefined();
  expect(gateOf(lambda, "with a key", { baseUrl: "http://127.0.0.1:1/lambda" })).toBeUndefined();
});

it("no rule makes a caller wait longer than the gate allows", () => {
  const paced = providers.filter(({ pace }) => pace !== undefined);
  expect(paced.map(({ slug }) => slug)).toEqual(expect.arrayContaining(["lambda", "vastai"]));
  for (const { pace = [] } of paced)
    for (const { everyMs } of pace) expect(everyMs > 0 && everyMs <= 30_000).toBe(true);
});
