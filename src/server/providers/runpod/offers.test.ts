import { parse, visit } from "graphql";
import { describe, expect, it } from "vitest";
import { nothingPublished } from "../contract";
import { judgeFields, loadDocumented } from "../documented.double";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { runpod } from "./offers";

const { secure, community } = fixture.response;
const isSecure = (body: string) => JSON.parse(body).variables.secureCloud === true;

describe("a poll of RunPod", () => {
  it("queries each cloud once, for all sizes, without a key", async () => {
    const { received, result } = await pollAgainst(runpod, ({ body }) => ({
      body: isSecure(body) ? secure : community,
    }));
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /runpod/graphql",
      "POST /runpod/graphql",
    ]);
    expect(received.map(({ body }) => JSON.parse(body).variables)).toEqual([
      { secureCloud: true },
      { secureCloud: false },
    ]);
    expect(offersOf(result)).toEqual(readReply(runpod, fixture.response));
  });

  it("asks for exactly the fields that it reads", async () => {
    const { received } = await pollAgainst(runpod, () => ({ body: secure }));
    const asked = new Set<string>();
    visit(parse(JSON.parse(received[0]?.body ?? "").query), {
      Field: ({ name, selectionSet }) => {
        if (!selectionSet) asked.add(name.value);
      },
    });
    const { read } = await judgeFields(runpod, loadDocumented("runpod"), nothingPublished);
    expect([...asked].sort()).toEqual(read.map((field) => field.split(".").at(-1)).sort());
  });

  it.each([
    [{ errors: [{ message: "Something went wrong" }] }, "Something went wrong"],
    [{ errors: [{ message: "partial" }], data: secure.data }, "partial"],
    [{ data: null }, "data"],
    [{ data: { gpuTypes: null } }, "gpuTypes"],
  ])("is an error if GraphQL reports one under HTTP 200: %j", async (body, word) => {
    const { result } = await pollAgainst(runpod, () => ({ body }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(String(result)).toContain(word);
  });

  it("is an error if every list is empty", async () => {
    const { result } = await pollAgainst(runpod, () => ({ body: { data: { gpuTypes: [] } } }));
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("offers of RunPod", () => {
  const { offers } = readReply(runpod, fixture.response);
  const find = (id: string) => offers.find((offer) => offer.externalId === id);

  it("are separate for secure, community and spot, each with its own price and stock", () => {
    const prefix = "NVIDIA GeForce RTX 3090";
    expect(find(`${prefix}:secure:on-demand`)).toMatchObject({
      price: { microUsdPerGpuHour: 430_000 },
      isSpot: false,
      availability: "limited",
      region: null,
    });
    expect(find(`${prefix}:community:on-demand`)).toMatchObject({ price: { microUsdPerGpuHour: 220_000 } });
    expect(find(`${prefix}:community:spot`)).toMatchObject({
      price: { microUsdPerGpuHour: 110_000 },
      isSpot: true,
    });
  });

  it("are unavailable if stock is null, and state nothing about the machine", () => {
    expect(find("NVIDIA H100 NVL:secure:on-demand")).toMatchObject({
      availability: "unavailable",
      vcpus: null,
      ramGib: null,
    });
  });

  it("are one for each size that the cloud sells, with the size's own stock, vCPUs and memory", () => {
    const of = (cloud: string) =>
      offers.filter(
        ({ gpuRaw, instanceType, isSpot }) =>
          gpuRaw === "NVIDIA GeForce RTX 4090" && instanceType.endsWith(`(${cloud})`) && !isSpot,
      );
    expect(of("secure").map(({ gpuCount }) => gpuCount)).toEqual([1, 2, 4, 8]);
    expect(of("community").map(({ gpuCount }) => gpuCount)).toEqual([1, 2, 4]);
    expect(new Set(of("secure").map(({ price }) => price.microUsdPerGpuHour))).toEqual(new Set([690_000]));
    expect(of("secure").at(-1)).toMatchObject({
      externalId: "NVIDIA GeForce RTX 4090:secure:on-demand:8x",
      instanceType: "8x NVIDIA GeForce RTX 4090 (secure)",
      availability: "limited",
      vcpus: 48,
      ramGib: 328,
    });
  });

  it("begin with the least and end with the largest pod, in the cloud's own figure or in the type's", () => {
    const [first] = secure.data.gpuTypes;
    const sizes = (change: object) =>
      readReply(runpod, {
        secure: { data: { gpuTypes: [{ ...first, ...change }] } },
        community: { data: { gpuTypes: [] } },
      })
        .offers.filter(({ isSpot }) => !isSpot)
        .map(({ gpuCount }) => gpuCount);
    expect(sizes({ maxGpuCountSecureCloud: 6, maxGpuCount: 8 })).toEqual([1, 2, 4]);
    expect(sizes({ maxGpuCountSecureCloud: null, maxGpuCount: 8, minPodGpuCount: 2 })).toEqual([2, 4, 8]);
    expect(sizes({ maxGpuCountSecureCloud: null, maxGpuCount: null })).toEqual([1]);
  });

  it.each([
    ["a number", 0.1, [100_000, 100_000]],
    ["text", "0.10", [100_000, 100_000]],
    ["no amount", "free", []],
  ])("have a bid per GPU whatever the size of the pod, stated as %s", (_form, minimumBidPrice, expected) => {
    const [first] = secure.data.gpuTypes;
    const bid = { minimumBidPrice, stockStatus: "High" };
    const row = { ...first, maxGpuCountSecureCloud: 8, size1: bid, size2: null, size4: null, size8: bid };
    const reply = { secure: { data: { gpuTypes: [row] } }, community: { data: { gpuTypes: [] } } };
    const spot = readReply(runpod, reply).offers.filter(({ isSpot }) => isSpot);
    expect(spot.map(({ price }) => price.microUsdPerGpuHour)).toEqual(expected);
  });

  it("exist only in the cloud that sells the type", () => {
    expect(find("NVIDIA L4:community:on-demand")).toBeUndefined();
    expect(find("Tesla V100-SXM2-32GB:secure:on-demand")).toBeUndefined();
  });

  it("do not count a MIG slice as a whole card", () => {
    expect(offers.some((offer) => offer.gpuRaw.includes("MIG"))).toBe(false);
  });
});
