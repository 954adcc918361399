import { expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const key = { authorization: "Bearer simulated" };
const mutation =
  "mutation Bid($input: PodRentInterruptableInput!) { podRentInterruptable(input: $input) { id } }";

function bidInput(gpuTypeId: string, bidPerGpu: number) {
  return {
    name: "gpb-1",
    imageName: "x",
    gpuTypeId,
    gpuCount: 1,
    cloudType: "SECURE",
    bidPerGpu,
    containerDiskInGb: 20,
    volumeInGb: 0,
    ports: "22/tcp",
    env: [],
    startSsh: true,
    supportPublicIp: true,
  };
}

it("a spot pod goes to a bid that is high enough, and then behaves like any other pod", () => {
  const simulator = simulatorForTest();
  const bid = (usd: number) =>
    ask(simulator, "runpod", {
      path: "/graphql",
      headers: key,
      body: { query: mutation, variables: { input: bidInput("NVIDIA H100 80GB HBM3", usd) } },
    });
  expect(JSON.parse(bid(0.001).body)).toMatchObject({
    errors: [{ message: expect.stringContaining("no longer any instances available") }],
  });
  expect(JSON.parse(bid(100).body)).toMatchObject({ data: { podRentInterruptable: { id: "pod00000001" } } });
  const { body } = ask(simulator, "runpod", { path: "/v2/pods", headers: key });
  expect(JSON.parse(body)).toMatchObject({ pods: [{ id: "pod00000001", name: "gpb-1" }] });
});

it("states the remaining calls to a caller with a key, and refuses all other callers", () => {
  const simulator = simulatorForTest();
  expect(ask(simulator, "runpod", { path: "/v2/pods", headers: key }).headers).toHaveProperty("ratelimit");
  const withoutKey = ask(simulator, "runpod", { path: "/v2/pods" });
  expect([withoutKey.status, withoutKey.contentType]).toEqual([401, "application/problem+json"]);
});

it("refuses fields that its description does not contain", () => {
  const body = { name: "x", image: "y", gpu: { id: "NVIDIA H100 80GB HBM3", count: 1 }, bogus: 1 };
  expect(ask(simulatorForTest(), "runpod", { path: "/v2/pods", headers: key, body }).status).toBe(422);
});
