import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const path = "/api/retail/prices";
type Item = { type: string; retailPrice: number; meterName: string; productName: string; armSkuName: string };
type Page = { Items: Item[]; NextPageLink: string | null; Count: number };

const simulator = simulatorForTest();
const prices = (query: Record<string, string> = {}): Page =>
  JSON.parse(ask(simulator, "azure", { path, query }).body);
const wanted =
  "serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and armRegionName eq 'eastus' and contains(productName,'Windows') eq false and contains(meterName,'Low Priority') eq false";

describe("the Azure feed", () => {
  it("pages by 1000 and links to the next page on the real host", () => {
    const first = prices();
    expect(first).toMatchObject({ Count: 1000, BillingCurrency: "USD" });
    expect(first.NextPageLink).toBe("https://prices.azure.com:443/api/retail/prices?$skip=1000");
    const second = prices({ $skip: "1000" });
    expect(second.Items[0]).not.toEqual(first.Items[0]);
    const beyond = prices({ $skip: "100000" });
    expect(beyond).toMatchObject({ Items: [], NextPageLink: null, Count: 0 });
  });

  it("has rows that an adapter must skip: Windows, low priority, dev/test, reservations and free rows", () => {
    const items: Item[] = [];
    for (let page = prices(); page.Count > 0; page = prices({ $skip: String(items.length) }))
      items.push(...page.Items);
    const some = (test: (item: Item) => boolean) => expect(items.some(test)).toBe(true);
    some(({ productName }) => productName.endsWith("Windows"));
    some(({ meterName }) => meterName.endsWith(" Spot"));
    some(({ meterName }) => meterName.endsWith("Low Priority"));
    some(({ type }) => type === "DevTestConsumption");
    some(({ type }) => type === "Reservation");
    some(({ retailPrice }) => retailPrice === 0);
    some(({ armSkuName }) => armSkuName.startsWith("Standard_D"));
  });

  it("filters as asked and prices the whole VM", () => {
    const { Items } = prices({ $filter: wanted });
    const machine = Items.filter(({ armSkuName }) => armSkuName === "Standard_ND96isr_H100_v5");
    expect(machine).toHaveLength(1);
    expect(machine[0]).toMatchObject({
      retailPrice: 98.32,
      meterName: "ND96isr H100 v5",
      armRegionName: "eastus",
    });
    expect(
      Items.filter(({ type, productName }) => type !== "Consumption" || /Windows/.test(productName)),
    ).toEqual([]);
  });

  it("answers 400 to a filter that it does not understand", () => {
    const reply = ask(simulator, "azure", { path, query: { $filter: "armRegion eq 'eastus'" } });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toMatchObject({ Error: { Code: "BadRequest" } });
  });
});
