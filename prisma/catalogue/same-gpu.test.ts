import { describe, expect, it } from "vitest";
import { gpuById, gpus } from "@/domain/gpu/gpu";
import { azureSizes } from "@/domain/instance-type/azure-sizes";
import { machineTypes } from "@/domain/instance-type/google-machine-types";
import type { Offer } from "@/domain/offer/offer";
import { aws } from "@/server/providers/aws/offers";
import { azure } from "@/server/providers/azure/offers";
import { gpuSkus } from "@/server/providers/google/machine-types";
import { loadFixture, readReply } from "@/server/providers/fixture.double";
import { google } from "@/server/providers/google/offers";
import { providers } from "@/server/providers/registry";
import { loadCatalogue } from "./load";
import { publishedPrices } from "./read-list";

type Answer = readonly Pick<Offer, "instanceType" | "gpuId" | "gpuCount">[];

const listed = (slug: string) => publishedPrices(slug).offers;

/** What the adapter says of a machine when its feed answers, for each type that the list names. */
const answers: Record<string, () => Answer> = {
  aws: () =>
    readReply(aws, {
      rows: listed("aws").map(({ instanceType, region, gpuCount }) => ({
        "Instance Type": instanceType,
        "Region Code": region ?? "us-east-1",
        PricePerUnit: "9",
        GPU: String(gpuCount),
        vCPU: "8",
        Memory: "64 GiB",
      })),
    }).offers,
  azure: () => readReply(azure, { items: [...azureSizes.keys()].map(azureItem) }).offers,
  google: () => readReply(google, { skus: googleSkus() }).offers,
};

function azureItem(armSkuName: string) {
  return {
    armSkuName,
    armRegionName: "eastus",
    retailPrice: 9,
    currencyCode: "USD",
    unitOfMeasure: "1 Hour",
    type: "Consumption",
    productName: "Virtual Machines N Series",
    meterName: armSkuName,
    skuName: armSkuName,
  };
}

/** Each part of each machine type at one price, with spot at the half. */
function googleSkus() {
  const hosts = new Set(machineTypes.flatMap(({ host }) => host ?? []));
  const parts: [string, string, string][] = [
    ...[...gpuSkus.keys()].map((name): [string, string, string] => [`${name} GPU`, "GPU", "h"]),
    ...[...hosts].map((host): [string, string, string] => [`${host} Instance Core`, "CPU", "h"]),
    ...[...hosts].map((host): [string, string, string] => [`${host} Instance Ram`, "RAM", "GiBy.h"]),
    ["SSD backed Local Storage", "LocalSSD", "GiBy.mo"],
  ];
  return parts.flatMap(([name, resourceGroup, usageUnit]) =>
    (["OnDemand", "Preemptible"] as const).map((usageType) => ({
      skuId: `${name} ${usageType}`,
      description: `${usageType === "Preemptible" && resourceGroup !== "LocalSSD" ? "Spot Preemptible " : ""}${name} running in Iowa`,
      category: { resourceGroup, usageType },
      serviceRegions: ["us-central1"],
      pricingInfo: [
        {
          pricingExpression: {
            usageUnit,
            tieredRates: [
              {
                unitPrice: { currencyCode: "USD", units: usageType === "Preemptible" ? "1" : "2", nanos: 0 },
              },
            ],
          },
        },
      ],
    })),
  );
}

describe.each(Object.keys(answers))("%s", (slug) => {
  const live = new Map(answers[slug]?.().map((offer) => [offer.instanceType, offer]));
  const rows = listed(slug);

  it("keeps its GPU, whether the dated list or the feed speaks", () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const { instanceType, gpuId, gpuCount } of rows)
      expect(live.get(instanceType)).toMatchObject({ instanceType, gpuId, gpuCount });
  });

  it("loses no form that the adapter's table knows", () => {
    const formless = rows.filter(({ gpuId }) => hasForms(gpuId)).map(({ gpuId }) => gpuId);
    expect([...new Set(formless)]).toEqual([]);
  });
});

/** Whether the GPU is the row of a family for feeds that do not say which of several forms they mean. */
function hasForms(gpuId: string): boolean {
  const gpu = gpuById(gpuId);
  return (
    gpu?.formFactor === null &&
    gpus.some((one) => one.family === gpu.family && one.vramGib === gpu.vramGib && one.formFactor !== null)
  );
}

/** Their type is the customer's order or a host's own machine, and names no card. */
const nameless = new Set(["deepinfra", "fireworks", "vastai"]);

it.each(
  loadCatalogue()
    .map(({ provider }) => provider)
    .filter((slug) => !nameless.has(slug)),
)("%s names one GPU for a type, in its list and in the fixture of its feed", (slug) => {
  const { response } = loadFixture(slug);
  const published = publishedPrices(slug);
  const provider = providers.find((one) => one.slug === slug);
  const live = new Map(
    provider && readReply(provider, response, published).offers.map(({ instanceType, gpuId }) => [instanceType, gpuId]),
  );
  for (const { instanceType, gpuId } of published.offers)
    if (live.has(instanceType)) expect([instanceType, live.get(instanceType)]).toEqual([instanceType, gpuId]);
});

it("RunPod's NVIDIA H200 is the SXM, and the H200 of another provider has no stated form", () => {
  expect(
    new Set(
      listed("runpod")
        .filter(({ gpuRaw }) => gpuRaw === "NVIDIA H200")
        .map(({ gpuId }) => gpuId),
    ),
  ).toEqual(new Set(["h200-sxm-141"]));
  expect(
    new Set(
      listed("huggingface")
        .filter(({ gpuRaw }) => gpuRaw === "NVIDIA H200")
        .map(({ gpuId }) => gpuId),
    ),
  ).toEqual(new Set(["h200-141"]));
});
