import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const simulator = simulatorForTest();
const path = "/v2/public/inference-instance-types";
const get = (authorization = "Bearer any") =>
  ask(simulator, "together", { path, headers: { authorization } });
const read = () => JSON.parse(get().body);

type Type = {
  id: string;
  gpuCount: number;
  regions: { headroom: { value: number; relation: string } }[];
};

describe("the Together feed", () => {
  it.each([
    ["Bearer wrong", 403, "invalid_api_key"],
    ["Bearer ", 401, "missing_api_key"],
    ["Basic any", 401, "missing_api_key"],
    ["", 401, "missing_api_key"],
  ])("refuses %j", (authorization, status, code) => {
    const reply = get(authorization);
    expect([reply.status, JSON.parse(reply.body).error]).toMatchObject([
      status,
      { type: "invalid_request_error", code, param: null },
    ]);
  });

  it("lists all types on one page, in whole cents for a replica", () => {
    const { object, data, next_cursor } = read();
    expect([object, next_cursor]).toEqual(["list", null]);
    expect(data.find(({ id }: Type) => id === "8xnvidia-h100-80gb")).toMatchObject({
      gpuType: "H100",
      gpuCount: 8,
      gpuMemoryGib: 80,
      priceCentsPerHour: 3192,
    });
    expect(data.every(({ regions }: Type) => regions.length > 0)).toBe(true);
  });

  it("states how many replicas fit, exactly or at least", () => {
    const rooms = read().data.flatMap(({ regions }: Type) => regions.map(({ headroom }) => headroom));
    expect(new Set(rooms.map(({ relation }: { relation: string }) => relation))).toEqual(
      new Set(["RELATION_EQ", "RELATION_GTE"]),
    );
    simulator.setFault({ provider: "together", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    for (const { regions } of read().data)
      for (const { headroom } of regions) expect(headroom).toEqual({ value: 0, relation: "RELATION_EQ" });
  });
});
