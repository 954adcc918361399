import { describe, expect, it } from "vitest";
import { azureSizes } from "@/domain/instance-type/azure-sizes";
import { readReply } from "../fixture.double";
import { offersOf, pollAgainst } from "../loopback.double";
import fixture from "./fixture.json";
import { azure } from "./offers";

const { items } = fixture.response;
const mapped = readReply(azure, fixture.response);
const find = (id: string) => mapped.offers.find((offer) => offer.externalId === id);

describe("a poll of Azure", () => {
  it("pages by $skip until a page is empty, and follows no link from a reply", async () => {
    const { received, result } = await pollAgainst(azure, ({ query }) => {
      const skip = Number(query.get("$skip"));
      const link = skip === 0 ? "" : "https://prices.example.com:443/api/retail/prices?$skip=9";
      return { body: { BillingCurrency: "USD", Items: items.slice(skip, skip + 10), NextPageLink: link } };
    });
    expect(received.map(({ path, query }) => `${path} ${query.get("$skip")}`)).toEqual([
      "/azure/api/retail/prices 0",
      "/azure/api/retail/prices 10",
      "/azure/api/retail/prices 20",
      "/azure/api/retail/prices 26",
    ]);
    expect(offersOf(result)).toEqual(mapped);
  });

  it("asks for pay-as-you-go Linux machines of the N-series", async () => {
    const { received } = await pollAgainst(azure, () => ({ body: { Items: [] } }));
    const filter = received[0]?.query.get("$filter");
    expect(received[0]?.query.get("api-version")).toBe("2023-01-01-preview");
    expect(filter).toContain("priceType eq 'Consumption' and contains(armSkuName, 'Standard_N')");
    expect(filter).toContain("contains(productName, 'Windows') eq false");
  });

  it("gives up on an endless list", async () => {
    const { received, result } = await pollAgainst(azure, () => ({ body: { Items: [items[0]] } }));
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(received.length).toBe(60);
  });
});

describe("offers of Azure", () => {
  it("divide the VM's price by eight GPUs for ND96isr_H100_v5", () => {
    expect(find("Standard_ND96isr_H100_v5:eastus:on-demand")).toMatchObject({
      gpuId: "h100-sxm-80",
      gpuCount: 8,
      price: { microUsdPerGpuHour: 12_290_000 },
      availability: "unknown",
      countryCode: "US",
    });
  });

  it("distinguish spot from on demand by the meter", () => {
    expect(find("Standard_NC24ads_A100_v4:eastus:spot")).toMatchObject({
      isSpot: true,
      price: { microUsdPerGpuHour: 444_433 },
    });
  });

  it("recognize slices of a card", () => {
    expect(find("Standard_NV6ads_A10_v5:eastus:on-demand")).toMatchObject({
      gpuCount: 1 / 6,
      vramGib: 4,
      price: { microUsdPerGpuHour: 2_724_000 },
    });
  });

  it("have no country if the region is unknown", () => {
    expect(find("Standard_NV72ads_A10_v5:atlantis:on-demand")).toMatchObject({ countryCode: null });
  });

  it.each([
    ["Windows", { code: "sale.not_plain_linux", parameters: {} }],
    ["Low Priority", { code: "sale.low_priority_or_dedicated", parameters: {} }],
    ["euros", { code: "price.currency", parameters: { currency: "EUR" } }],
    ["a month", { code: "price.unit", parameters: { unit: "1 Month", expected: "1 Hour" } }],
    ["dev/test", { code: "sale.not_pay_as_you_go", parameters: { kind: "DevTestConsumption" } }],
    ["a size the table lacks", { code: "gpu.unknown_in_type", parameters: { type: "Standard_NP10s" } }],
  ])("are not made of %s", (_name, reason) => {
    expect(mapped.skipped.map((row) => row.reason)).toContainEqual(reason);
  });

  it("have a known GPU for every size of the table", () => {
    const every = [...azureSizes.keys()].map((armSkuName) => ({ ...items[0], armSkuName }));
    expect(readReply(azure, { items: every }).skipped).toEqual([]);
  });
});
