import { describe, expect, it } from "vitest";
import { readReply } from "@/server/providers/fixture.double";
import { google } from "@/server/providers/google/offers";
import { ask, simulatorForTest } from "../../simulator.double";

const simulator = simulatorForTest();
const path = "/v1/services/6F81-5844-456A/skus";
const get = (query: Record<string, string> = {}, key = "any", of = simulator) =>
  ask(of, "google", { path, query, headers: { "x-goog-api-key": key } });

type Sku = {
  description: string;
  category: { resourceGroup: string; usageType: string };
  serviceRegions: string[];
  pricingInfo: { pricingExpression: { usageUnit: string; tieredRates: { unitPrice: object }[] } }[];
};

function allSkus(of = simulator): Sku[] {
  const skus: Sku[] = [];
  let pageToken = "";
  do {
    const page = JSON.parse(get({ pageSize: "5000", pageToken }, "any", of).body);
    skus.push(...page.skus);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return skus;
}

const find = (description: string) => allSkus().find((sku) => sku.description === description);
const failing = (status: number, code: string) => ({ error: { code: status, status: code } });

describe("the Google feed", () => {
  it("answers a missing key with 403 and an unknown key with 400, like the real feed", () => {
    const none = get({}, "");
    expect(none.status).toBe(403);
    expect(JSON.parse(none.body)).toMatchObject(failing(403, "PERMISSION_DENIED"));
    const wrong = get({}, "wrong");
    expect(wrong.status).toBe(400);
    expect(JSON.parse(wrong.body)).toMatchObject(failing(400, "INVALID_ARGUMENT"));
    expect(JSON.parse(wrong.body).error.details).toMatchObject([{ reason: "API_KEY_INVALID" }]);
    expect(get({ key: "any" }, "").status).toBe(200);
  });

  it("pages by token and returns every SKU once", () => {
    const first = JSON.parse(get().body);
    expect(first.nextPageToken).not.toBe("");
    const descriptions = allSkus().map((sku) => JSON.stringify(sku));
    expect(descriptions.length).toBeGreaterThan(first.skus.length);
    expect(new Set(descriptions).size).toBe(descriptions.length);
  });

  it.each<Record<string, string>>([{ pageToken: "bm9uc2Vuc2U" }, { pageSize: "5001" }, { pageSize: "many" }])(
    "refuses %o",
    (query) => {
      expect(get(query).status).toBe(400);
      expect(JSON.parse(get(query).body)).toMatchObject(failing(400, "INVALID_ARGUMENT"));
    },
  );

  it("prices parts by region, amounts as whole units in a string and nanos", () => {
    expect(find("A2 Instance Ram running in Americas")).toMatchObject({
      category: { resourceGroup: "RAM", usageType: "OnDemand" },
      serviceRegions: expect.arrayContaining(["us-central1", "us-east1", "us-west1"]),
      pricingInfo: [
        {
          pricingExpression: {
            usageUnit: "GiBy.h",
            tieredRates: [{ unitPrice: { currencyCode: "USD", units: "0", nanos: 4_237_000 } }],
          },
        },
      ],
    });
    expect(find("N1 Predefined Instance Core running in Americas")?.category.resourceGroup).toBe(
      "N1Standard",
    );
  });

  it("files spot B200s under OnDemand, and has rates that are not offers", () => {
    const spot = find("Spot Preemptible A4 Nvidia B200 (1 gpu slice) running in Americas");
    expect(spot?.category.usageType).toBe("OnDemand");
    const words = allSkus()
      .map(({ description }) => description)
      .join("\n");
    for (const sale of ["Commitment", "DWS", "Reserved", "Sole Tenancy", "Custom"])
      expect(words).toContain(sale);
  });

  it("adds up to the listed prices of whole machines", () => {
    const { offers } = readReply(google, { skus: allSkus(simulatorForTest()) });
    const prices = (id: string) => offers.find(({ externalId }) => externalId === id)?.price;
    const listed = {
      "a2-highgpu-8g:us-central1:on-demand": 3_673_385,
      "g2-standard-4:us-west4:spot": 261_550,
    };
    for (const [id, microUsdPerGpuHour] of Object.entries(listed))
      expect(prices(id)).toMatchObject({ microUsdPerGpuHour });
    // This size consists of the same parts as the one with a listed price.
    expect(prices("a2-highgpu-4g:us-central1:on-demand")).toMatchObject({ microUsdPerGpuHour: 3_673_385 });
    expect(prices("n1-standard-8 + 1 T4:us-east1:on-demand")).toMatchObject({ microUsdPerGpuHour: 730_000 });
  });

  it("applies price spikes and crashes to whole machines, including their hosts", () => {
    const twin = simulatorForTest();
    const of = (id: string) =>
      readReply(google, { skus: allSkus(twin) }).offers.find(({ externalId }) => externalId === id)?.price;
    for (const [fault, factor] of [
      ["price_spike", 100],
      ["price_crash", 0.01],
    ] as const) {
      twin.setFault({ provider: "google", fault, times: null, latencyMs: 0, factor });
      const price = of("a3-megagpu-8g:us-west1:on-demand");
      const expected = 11_526_784 * factor;
      expect(price?.unit === "gpu_hour" && price.microUsdPerGpuHour / expected).toBeCloseTo(1, 3);
    }
  });
});
