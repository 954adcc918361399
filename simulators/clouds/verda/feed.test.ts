import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const simulator = simulatorForTest();
const credentials = { grant_type: "client_credentials", client_id: "me", client_secret: "simulated" };
const requestToken = (body: unknown) => ask(simulator, "verda", { path: "/oauth2/token", body });
const token = JSON.parse(requestToken(credentials).body).access_token;
const get = (path: string, query: Record<string, string> = {}, bearer: string = token) =>
  ask(simulator, "verda", { path, query, headers: { authorization: `Bearer ${bearer}` } });
const read = (path: string, query: Record<string, string> = {}) => JSON.parse(get(path, query).body);

type Place = { location_code: string; availabilities: string[] };
const freeTypes = (isSpot: boolean) =>
  read("/instance-availability", { is_spot: String(isSpot) }).flatMap(
    ({ availabilities }: Place) => availabilities,
  );

describe("the Verda feed", () => {
  it("exchanges id and secret for a token, and accepts only that token", () => {
    expect(get("/locations").status).toBe(200);
    for (const other of ["simulated", "wrong", ""])
      expect(get("/locations", {}, other)).toMatchObject({ status: 401 });
  });

  it.each([
    [{ ...credentials, client_secret: "wrong" }, 401, "unauthorized_request"],
    [{ ...credentials, client_id: "" }, 401, "unauthorized_request"],
    [{ ...credentials, client_secret: undefined }, 401, "unauthorized_request"],
    [{ ...credentials, grant_type: "password" }, 400, "invalid_request"],
    ["no json {", 400, "invalid_request"],
  ])("refuses %o", (body, status, code) => {
    const reply = requestToken(body);
    expect([reply.status, JSON.parse(reply.body).code]).toEqual([status, code]);
  });

  it("lists types as a bare array, with decimal strings for the whole machine", () => {
    const found = read("/instance-types", { currency: "usd" }).find(
      ({ instance_type }: { instance_type: string }) => instance_type === "2H200.141S.88V",
    );
    expect(found).toMatchObject({
      gpu: { description: "2x H200 SXM5 141GB", number_of_gpus: 2 },
      gpu_memory: { size_in_gigabytes: 282 },
      price_per_hour: "6.78",
      spot_price: "2.373",
      currency: "usd",
    });
  });

  it("states prices in the account's currency unless the request asks for dollars", () => {
    expect(read("/instance-types")[0].currency).toBe("eur");
  });

  it("lists availability by location, with less for spot than on demand", () => {
    const codes = read("/instance-availability").map(({ location_code }: Place) => location_code);
    expect(codes).toEqual(read("/locations").map(({ code }: { code: string }) => code));
    const onDemand = new Set(freeTypes(false));
    expect(freeTypes(true).length).toBeGreaterThan(0);
    expect(freeTypes(true).length).toBeLessThan(freeTypes(false).length);
    expect(freeTypes(true).filter((type: string) => !onDemand.has(type))).toEqual([]);
  });

  it("has nothing available without capacity", () => {
    simulator.setFault({ provider: "verda", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    expect(freeTypes(false)).toEqual([]);
  });
});
