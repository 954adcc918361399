import { describe, expect, it } from "vitest";
import { ask, simulatorForTest } from "../../simulator.double";

const graphql = (query: string, variables?: unknown) =>
  JSON.parse(ask(simulatorForTest(), "runpod", { path: "/graphql", body: { query, variables } }).body);

describe("the RunPod feed", () => {
  it("answers the requested fields and no other", () => {
    const { data } = graphql("{ gpuTypes { id memoryInGb securePrice } }");
    expect(Object.keys(data)).toEqual(["gpuTypes"]);
    expect(Object.keys(data.gpuTypes[0])).toEqual(["id", "memoryInGb", "securePrice"]);
    expect(data.gpuTypes.length).toBeGreaterThan(30);
  });

  it("answers the documented query: prices, stock, data centres and country codes with a null", () => {
    const { data } = graphql(
      `query GpuTypes($lowestPriceInput: GpuLowestPriceInput, $gpuTypesInput: GpuTypeFilter) {
        gpuTypes(input: $gpuTypesInput) { id displayName manufacturer maxGpuCount secureCloud communityCloud communityPrice
          lowestPrice(input: $lowestPriceInput) { minimumBidPrice uninterruptablePrice minVcpu minMemory stockStatus countryCode } }
        dataCenters { id name listed } countryCodes }`,
      { lowestPriceInput: { gpuCount: 1, secureCloud: true } },
    );
    const card = data.gpuTypes.find(
      ({ lowestPrice }: { lowestPrice: { stockStatus: string | null } }) => lowestPrice.stockStatus,
    );
    expect(card.lowestPrice).toEqual({
      minimumBidPrice: expect.any(Number),
      uninterruptablePrice: expect.any(Number),
      minVcpu: expect.any(Number),
      minMemory: expect.any(Number),
      stockStatus: expect.stringMatching(/^(High|Medium|Low)$/),
      countryCode: expect.stringMatching(/^[A-Z]{2}$/),
    });
    expect(data.dataCenters[0]).toEqual({ id: "CA-MTL-1", name: "CA-MTL-1", listed: true });
    expect(data.countryCodes).toContain(null);
  });

  it("starts from the price list, separately for each cloud", () => {
    const { data } = graphql('{ gpuTypes(input: {id: "NVIDIA H100 PCIe"}) { securePrice communityPrice } }');
    expect(data.gpuTypes).toEqual([{ securePrice: 2.89, communityPrice: 1.99 }]);
  });

  it("answers with nulls for a place or a count in which a card is unavailable", () => {
    const { data } = graphql(
      '{ gpuTypes(input: {id: "NVIDIA L4"}) { here: lowestPrice(input: {gpuCount: 99}) { stockStatus minimumBidPrice } there: lowestPrice(input: {gpuCount: 1, dataCenterId: "XX-1"}) { stockStatus } } }',
    );
    expect(data.gpuTypes).toEqual([
      { here: { stockStatus: null, minimumBidPrice: null }, there: { stockStatus: null } },
    ]);
  });

  it.each([
    ["an unknown field", "{ gpuTypes { id price } }", 'Cannot query field "price" on type "GpuType".'],
    [
      "an object without a selection",
      "{ gpuTypes }",
      'Field "gpuTypes" of type "[GpuType]" must have a selection of subfields. Did you mean "gpuTypes { ... }"?',
    ],
    ["a query cut short", "{ gpuTypes { id ", "Syntax Error: Expected Name, found <EOF>."],
    ["a mutation", "mutation { podStop { id } }", "Schema is not configured to execute mutation operation."],
  ])("answers %s with an error under status 200", (_, query, message) => {
    const reply = ask(simulatorForTest(), "runpod", { path: "/graphql", body: { query } });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({
      errors: [{ message, extensions: { code: expect.any(String) } }],
    });
  });
});
