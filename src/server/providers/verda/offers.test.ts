import { describe, expect, it } from "vitest";
import { createHttp } from "@/server/http/http";
import { pollProvider } from "../contract";
import { readAt, readReply } from "../fixture.double";
import { offersOf, pollAgainst, type ReceivedRequest } from "../loopback.double";
import fixture from "./fixture.json";
import { verda } from "./offers";

const { instanceTypes, onDemand, spot, locations } = fixture.response;
const mapped = readReply(verda, fixture.response);
const of = (type: string) => mapped.offers.filter(({ instanceType }) => instanceType === type);
const [h100] = instanceTypes;

function answer({ path, query }: ReceivedRequest) {
  if (path.endsWith("/oauth2/token"))
    return { body: { access_token: "the.token", expires_in: 3600, scope: "fullAccess" } };
  if (path.endsWith("/instance-types")) return { body: instanceTypes };
  if (path.endsWith("/locations")) return { body: locations };
  return { body: query.get("is_spot") === "true" ? spot : onDemand };
}

describe("a poll of Verda", () => {
  it("exchanges id and secret for a token and uses it for everything else", async () => {
    const { received, result } = await pollAgainst(verda, answer);
    const calls = received.map(({ method, path, query, headers }) => [
      `${method} ${path}?${query}`,
      headers.authorization,
    ]);
    expect(calls).toEqual([
      ["POST /verda/oauth2/token?", undefined],
      ["GET /verda/instance-types?currency=usd", "Bearer the.token"],
      ["GET /verda/instance-availability?is_spot=false", "Bearer the.token"],
      ["GET /verda/instance-availability?is_spot=true", "Bearer the.token"],
      ["GET /verda/locations?", "Bearer the.token"],
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      grant_type: "client_credentials",
      client_id: "canary-VERDA_CLIENT_ID",
      client_secret: "canary-VERDA_CLIENT_SECRET",
    });
    expect(offersOf(result)).toEqual(mapped);
  });

  it.each([{}, { access_token: "" }, { access_token: "two\r\nx-lines: 1" }, { access_token: 7 }, [], null])(
    "ends with an error when the token is %o",
    async (body) => {
      const { received, result } = await pollAgainst(verda, () => ({ body }));
      expect(result).toMatchObject({ kind: "bad_response" });
      expect(received.length).toBe(1);
    },
  );

  it("does not show a refused token", async () => {
    const { result } = await pollAgainst(verda, (received) =>
      received.path.endsWith("/oauth2/token")
        ? answer(received)
        : { status: 401, body: { code: "the.token" } },
    );
    expect(result).toMatchObject({ kind: "auth" });
    expect(String(result)).not.toContain("the.token");
  });

  it("fails completely if availability cannot be read, which does not mean sold out", async () => {
    for (const body of [[{ location_code: "FIN-01" }], [null], {}]) {
      const { result } = await pollAgainst(verda, (received) =>
        received.path.endsWith("/instance-availability") ? { body } : answer(received),
      );
      expect(result).toMatchObject({ kind: "bad_response" });
    }
  });

  it("calls only its own host", async () => {
    const http = createHttp({ allowedHosts: verda.hosts });
    const elsewhere = { http, now: readAt, baseUrl: "https://verda.example/v1", secrets: {} };
    await expect(pollProvider(verda, elsewhere)).rejects.toMatchObject({ kind: "bad_response" });
    await http.close();
  });
});

describe("offers of Verda", () => {
  it("are one per location with the type, separately for on demand and spot", () => {
    expect(of("1H100.80S.30V")).toMatchObject([
      { region: "FIN-02", isSpot: false, countryCode: "FI", price: { microUsdPerGpuHour: 3_950_000 } },
      { region: "FIN-03", isSpot: false, availability: "available" },
      { region: "FIN-03", isSpot: true, price: { microUsdPerGpuHour: 1_700_000 } },
    ]);
  });

  it("keep the price without a location if the type is available nowhere", () => {
    expect(of("8B300.240V")).toMatchObject([
      { externalId: "8B300.240V:nowhere:on-demand", region: null, availability: "unavailable" },
      { externalId: "8B300.240V:FIN-03:spot", region: "FIN-03", availability: "available" },
    ]);
  });

  it("divide price and memory of the machine by its GPUs", () => {
    expect(of("8B300.240V")[0]).toMatchObject({
      gpuId: "b300-288",
      gpuCount: 8,
      vramGib: 288,
      gpuRaw: "B300 SXM6 262GB",
      price: { microUsdPerGpuHour: 6_990_000 },
    });
    expect(of("2A6000.20V")).toMatchObject([{ gpuId: "rtx-a6000-48", gpuCount: 2, isSpot: false }]);
  });

  it("refuse a type whose description and GPU count disagree", () => {
    const odd = { ...h100, gpu: { description: "2x H100 SXM5 80GB", number_of_gpus: 1 } };
    const { offers, skipped } = readReply(verda, { ...fixture.response, instanceTypes: [odd] });
    expect(offers).toEqual([]);
    expect(skipped[0]?.reason.code).toMatch(/^gpu\.unknown/);
  });

  it.each(["0", "-1", "free", "1,70", null])(
    "lose nothing but the spot offer to a spot price of %o",
    (spot_price) => {
      const { offers } = readReply(verda, { ...fixture.response, instanceTypes: [{ ...h100, spot_price }] });
      expect(offers.map(({ isSpot }) => isSpot)).toEqual([false, false]);
    },
  );

  it("refuse currencies other than dollars, and skip types without GPUs", () => {
    expect(mapped.skipped).toContainEqual({
      externalId: "1L40S.EUR",
      reason: { code: "price.currency", parameters: { currency: "eur" } },
    });
    expect(JSON.stringify(mapped)).not.toContain("CPU.4V");
  });

  it("have no country if the locations do not state one", () => {
    expect(of("1L40S.20V")[0]).toMatchObject({ region: "MOON-01", countryCode: null });
    const unread = { ...fixture.response, locations: [null, { code: "FIN-02", country_code: "Finland" }] };
    expect(readReply(verda, unread).offers.every(({ countryCode }) => countryCode === null)).toBe(true);
  });
});
