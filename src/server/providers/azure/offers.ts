import { z } from "zod";
import { azureSizes } from "@/domain/instance-type/azure-sizes";
import type { RowReason } from "@/domain/offer/row-reason";
import { badReply, defineProvider, type ProviderRequest, parseReply } from "../contract";
import { mapRows, type OfferDraft, optionalText } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import { momentOf, type Refusal, refuseOutOfForce, unmappedType } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { azureMachines } from "./machines";

/** N-series is where the GPUs are. Values are case-sensitive in this version of the API. */
const filter = [
  "serviceName eq 'Virtual Machines'",
  "priceType eq 'Consumption'",
  "contains(armSkuName, 'Standard_N')",
  "contains(productName, 'Windows') eq false",
  "contains(productName, 'Dedicated') eq false",
  "contains(meterName, 'Low Priority') eq false",
].join(" and ");

/** 1,000 rows each; the whole N-series is about ten. */
const MAX_PAGES = 60;

const page = z.object({ Items: z.array(z.unknown()) });
const item = z.object({
  armSkuName: z.string(),
  armRegionName: z.string(),
  retailPrice: z.number(),
  currencyCode: z.string(),
  unitOfMeasure: z.string(),
  type: z.string(),
  productName: z.string(),
  meterName: z.string(),
  skuName: z.string(),
  tierMinimumUnits: z.number().nullish(),
  effectiveStartDate: optionalText,
  effectiveEndDate: optionalText,
});
type Item = z.infer<typeof item>;

export const azure = defineProvider({
  slug: "azure",
  name: "Azure",
  website: "https://azure.microsoft.com/products/virtual-machines",
  docsUrl: "https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices",
  pricingUrl: "https://azure.microsoft.com/pricing/details/virtual-machines/linux/",
  baseUrl: "https://prices.azure.com",
  hosts: ["prices.azure.com"],
  pollEverySeconds: 900,
  secretNames: [],
  priceKind: { gpuHour: "live" },
  hasStock: false,
  hasSpot: true,
  machines: azureMachines,
  ignoredFields,
  quirks: [
    {
      en: "The price feed names no GPU. We keep a table of what a VM size contains, taken from Microsoft's size pages.",
      es: "La lista de precios no nombra ninguna GPU: lo que trae cada tamaño de VM sale de una tabla nuestra, basada en las páginas de tamaños de Microsoft.",
    },
    {
      en: "A size that the table lacks is refused and counted; we never guess from its name.",
      es: "Un tamaño que no está en la tabla se rechaza y se cuenta; nunca se adivina por su nombre.",
    },
    {
      en: "NextPageLink can be empty in the middle of a list, so we page by $skip until a page is empty.",
      es: "Se ha visto NextPageLink vacío a mitad de una lista, así que las páginas se recorren con $skip hasta que una llega vacía.",
    },
    {
      en: "NVads_A10_v5, NVas_v4 and NGads_V620 sizes have a slice of a card.",
      es: "Los tamaños NVads_A10_v5, NVas_v4 y NGads_V620 tienen una fracción de una tarjeta.",
    },
    {
      en: "Prices are for the VM; stock is not published.",
      es: "Los precios son por la VM; la disponibilidad no se informa.",
    },
    {
      en: "Stopping a VM deallocates it: its disk and address are still billed, and the GPU may be taken when it starts again.",
      es: "Detener una VM libera su hardware: el disco y la dirección se siguen cobrando, y puede que la GPU ya no esté cuando vuelva a iniciar.",
    },
    {
      en: "A VM whose creation failed stays, as failed, until it is deleted; only its state shows why it failed.",
      es: "Una VM cuya creación falló se queda como fallida hasta que se elimina; la causa solo se ve en su estado.",
    },
    {
      en: "The subnet's network security group decides which ports are open; without one, all are closed.",
      es: "Los puertos abiertos los define el network security group de la subred; sin uno, todos están cerrados.",
    },
    {
      en: "A spot VM is deleted when Azure wants it back.",
      es: "Una VM spot se elimina cuando Azure la reclama.",
    },
    {
      en: "The image is Ubuntu 22.04 for HPC, whose drivers are for NVIDIA's data centre GPUs and, on MI300X sizes, for AMD's.",
      es: "La imagen es Ubuntu 22.04 para HPC, con drivers para las GPU de centro de datos de NVIDIA y, en los tamaños MI300X, para las de AMD.",
    },
  ],
  fetchOffers: async (request) => ({ items: await listItems(request) }),
  response: z.object({ items: z.array(z.unknown()) }),
  toOffers: ({ items }, { now }) =>
    mapRows({
      rows: items,
      schema: item,
      labelFields: ["armSkuName", "armRegionName", "skuName"],
      toDrafts: (row) => toDrafts(row, now),
    }),
});

async function listItems(request: ProviderRequest): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const query = { "api-version": "2023-01-01-preview", $filter: filter, $skip: items.length };
    const { Items } = parseReply("azure", page, await request.getJson("/api/retail/prices", query));
    if (Items.length === 0) return items;
    for (const row of Items) items.push(row);
  }
  throw badReply("azure", `more than ${MAX_PAGES} pages`);
}

function toDrafts(row: Item, now: Date): OfferDraft[] | Refusal {
  const other = otherGoods(row);
  if (other !== null) return { refused: other };
  const inForce = { from: momentOf(row.effectiveStartDate), until: momentOf(row.effectiveEndDate) };
  const refused = refuseOutOfForce(inForce, now);
  if (refused !== null) return refused;
  const size = azureSizes.get(row.armSkuName);
  if (!size) return unmappedType(row.armSkuName);
  const [gpuRaw, cardVramGib, gpuCount, vcpus, ramGib] = size;
  const isSpot = /\bspot\b/i.test(`${row.meterName} ${row.skuName}`);
  return [
    {
      externalId: writePlacedOfferId({ instanceType: row.armSkuName, region: row.armRegionName, isSpot }),
      instanceType: row.armSkuName,
      gpuRaw,
      cardVramGib,
      gpuCount,
      usdPerHour: row.retailPrice,
      isSpot,
      availability: "unknown",
      region: row.armRegionName,
      countryCode: countries.get(row.armRegionName) ?? null,
      vcpus,
      ramGib,
    },
  ];
}

/** Why a row is not a Linux VM by the hour in US dollars, or null. The query asks for just that; this checks the reply. */
function otherGoods(row: Item): RowReason | null {
  if (row.currencyCode !== "USD")
    return { code: "price.currency", parameters: { currency: row.currencyCode } };
  if (row.unitOfMeasure !== "1 Hour")
    return { code: "price.unit", parameters: { unit: row.unitOfMeasure, expected: "1 Hour" } };
  if (row.tierMinimumUnits) return { code: "price.volume_tier", parameters: { from: row.tierMinimumUnits } };
  if (row.type !== "Consumption") return { code: "sale.not_pay_as_you_go", parameters: { kind: row.type } };
  if (/windows|cloud ?services/i.test(row.productName))
    return { code: "sale.not_plain_linux", parameters: {} };
  return /low priority|dedicated/i.test(`${row.productName} ${row.meterName} ${row.skuName}`)
    ? { code: "sale.low_priority_or_dedicated", parameters: {} }
    : null;
}

// biome-ignore format: a table
const countries: ReadonlyMap<string, string> = new Map([
  ["australiacentral", "AU"], ["australiacentral2", "AU"], ["australiaeast", "AU"], ["australiasoutheast", "AU"],
  ["austriaeast", "AT"], ["belgiumcentral", "BE"], ["brazilsouth", "BR"], ["brazilsoutheast", "BR"], ["canadacentral", "CA"],
  ["canadaeast", "CA"], ["centralindia", "IN"], ["centralus", "US"], ["chilecentral", "CL"], ["denmarkeast", "DK"],
  ["eastasia", "HK"], ["eastus", "US"], ["eastus2", "US"], ["francecentral", "FR"], ["francesouth", "FR"],
  ["germanynorth", "DE"], ["germanywestcentral", "DE"], ["indonesiacentral", "ID"], ["israelcentral", "IL"],
  ["italynorth", "IT"], ["japaneast", "JP"], ["japanwest", "JP"], ["jioindiacentral", "IN"], ["jioindiawest", "IN"],
  ["koreacentral", "KR"], ["koreasouth", "KR"], ["malaysiawest", "MY"], ["mexicocentral", "MX"], ["newzealandnorth", "NZ"],
  ["northcentralus", "US"], ["northeurope", "IE"], ["norwayeast", "NO"], ["norwaywest", "NO"], ["polandcentral", "PL"],
  ["qatarcentral", "QA"], ["southafricanorth", "ZA"], ["southafricawest", "ZA"], ["southcentralus", "US"],
  ["southeastasia", "SG"], ["southindia", "IN"], ["spaincentral", "ES"], ["swedencentral", "SE"], ["swedensouth", "SE"],
  ["switzerlandnorth", "CH"], ["switzerlandwest", "CH"], ["uaecentral", "AE"], ["uaenorth", "AE"], ["uksouth", "GB"],
  ["ukwest", "GB"], ["usgovarizona", "US"], ["usgovtexas", "US"], ["usgovvirginia", "US"], ["westcentralus", "US"],
  ["westeurope", "NL"], ["westindia", "IN"], ["westus", "US"], ["westus2", "US"], ["westus3", "US"],
]);
