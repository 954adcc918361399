import { z } from "zod";
import { defineProvider, type ProviderRequest, parseReply } from "../contract";
import { mapRows, type OfferDraft, optionalNumber, optionalPrice, optionalText } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import type { Refusal } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { verdaMachines } from "./machines";

const token = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/, "not a token") });

/** Strict, unlike rows: a location that could not be read would look sold out. */
const availability = z.array(
  z.object({ location_code: z.string().min(1), availabilities: z.array(z.string()) }),
);
type Availability = z.infer<typeof availability>;

const location = z.object({ code: z.string(), country_code: z.string().regex(/^[A-Z]{2}$/) });

const instanceType = z.object({
  instance_type: z.string(),
  gpu: z.object({ description: optionalText, number_of_gpus: z.number() }),
  gpu_memory: z.object({ size_in_gigabytes: z.number() }),
  cpu: z.object({ number_of_cores: optionalNumber }).nullish().catch(null),
  memory: z.object({ size_in_gigabytes: optionalNumber }).nullish().catch(null),
  price_per_hour: z.union([z.string(), z.number()]),
  spot_price: optionalPrice,
  currency: optionalText,
});
type InstanceType = z.infer<typeof instanceType>;

export const verda = defineProvider({
  slug: "verda",
  name: "Verda",
  website: "https://verda.com",
  docsUrl: "https://api.verda.com/v1/docs",
  pricingUrl: "https://verda.com/products",
  baseUrl: "https://api.verda.com/v1",
  hosts: ["api.verda.com"],
  pollEverySeconds: 120,
  secretNames: ["VERDA_CLIENT_ID", "VERDA_CLIENT_SECRET"],
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: true,
  machines: verdaMachines,
  ignoredFields,
  quirks: [
    { en: "Formerly DataCrunch.", es: "Antes se llamaba DataCrunch." },
    {
      en: "A poll first exchanges the client id and secret for a token.",
      es: "Cada consulta empieza cambiando el client id y el secret por un token.",
    },
    {
      en: "Prices are decimal strings per hour for the machine, in the account's currency unless the request says USD.",
      es: "Los precios son textos con decimales por hora de máquina, en la moneda de la cuenta salvo que se pida USD.",
    },
    {
      en: "The memory stated is the total of all GPUs of the machine.",
      es: "La memoria indicada es la de todas las GPU de la máquina juntas.",
    },
    {
      en: "Availability is given by location, and separately for spot. A type that is available nowhere keeps its price.",
      es: "Lo que está libre se informa por ubicación y, aparte, para spot; un tipo sin nada libre conserva su precio.",
    },
    {
      en: "An instance that is shut down is still billed until it is deleted.",
      es: "Una instancia apagada se sigue cobrando igual hasta que se elimina.",
    },
    {
      en: "An instance cannot be deleted while it is being provisioned; the request must be repeated once it runs.",
      es: "Una instancia en aprovisionamiento no se puede eliminar: hasta que esté activa, hay que volver a pedirlo.",
    },
    {
      en: "The disk is deleted with its instance because we name it in the request; a disk left behind would still be billed.",
      es: "El disco se elimina con su instancia porque se lo nombra en el pedido; un disco que quedara se seguiría cobrando.",
    },
    {
      en: "A start script is stored separately from the instance, and we remove it together with the instance.",
      es: "El script de inicio se guarda aparte de la instancia y se elimina con ella.",
    },
  ],
  fetchOffers: askAll,
  response: z.object({
    instanceTypes: z.array(z.unknown()),
    onDemand: availability,
    spot: availability,
    locations: z.array(z.unknown()),
  }),
  toOffers: ({ instanceTypes, ...stock }) => {
    const free = { onDemand: placesByType(stock.onDemand), spot: placesByType(stock.spot) };
    const countries = countriesByCode(stock.locations);
    return mapRows({
      rows: instanceTypes,
      schema: instanceType,
      labelFields: ["instance_type"],
      toDrafts: (row) => toDrafts(row, free, countries),
    });
  },
});

async function askAll(request: ProviderRequest): Promise<unknown> {
  const { VERDA_CLIENT_ID: client_id, VERDA_CLIENT_SECRET: client_secret } = request.secrets;
  const credentials = { grant_type: "client_credentials", client_id, client_secret };
  const { access_token } = parseReply("verda", token, await request.postJson("/oauth2/token", credentials));
  const headers = { authorization: `Bearer ${access_token}` };
  return {
    instanceTypes: await request.getJson("/instance-types", { currency: "usd" }, headers),
    onDemand: await request.getJson("/instance-availability", { is_spot: "false" }, headers),
    spot: await request.getJson("/instance-availability", { is_spot: "true" }, headers),
    locations: await request.getJson("/locations", {}, headers),
  };
}

type Places = ReadonlyMap<string, string[]>;

function placesByType(stock: Availability): Places {
  const places = new Map<string, string[]>();
  for (const { location_code, availabilities } of stock)
    for (const type of new Set(availabilities))
      places.set(type, [...(places.get(type) ?? []), location_code]);
  return places;
}

function countriesByCode(rows: readonly unknown[]): ReadonlyMap<string, string> {
  const found = rows.map((row) => location.safeParse(row)).flatMap((parsed) => parsed.data ?? []);
  return new Map(found.map(({ code, country_code }) => [code, country_code]));
}

function toDrafts(
  row: InstanceType,
  free: { onDemand: Places; spot: Places },
  countries: ReadonlyMap<string, string>,
): OfferDraft[] | Refusal {
  const { instance_type: type, gpu } = row;
  if (type.startsWith("CPU.")) return [];
  if (row.currency != null && row.currency.toLowerCase() !== "usd")
    return { refused: { code: "price.currency", parameters: { currency: row.currency } } };
  const count = gpu.number_of_gpus;
  const common = {
    instanceType: type,
    gpuRaw: (gpu.description ?? "").replace(new RegExp(`^${count}x `), ""),
    cardVramGib: row.gpu_memory.size_in_gigabytes / count,
    gpuCount: count,
    vcpus: row.cpu?.number_of_cores,
    ramGib: row.memory?.size_in_gigabytes,
  };
  const kinds = [
    { isSpot: false, usdPerHour: row.price_per_hour, regions: free.onDemand.get(type) },
    ...(row.spot_price == null
      ? []
      : [{ isSpot: true, usdPerHour: row.spot_price, regions: free.spot.get(type) }]),
  ];
  return kinds.flatMap(({ regions = [null], isSpot, usdPerHour }) =>
    regions.map((region) => ({
      ...common,
      externalId: writePlacedOfferId({ instanceType: type, region, isSpot }),
      usdPerHour,
      isSpot,
      availability: region === null ? ("unavailable" as const) : ("available" as const),
      region,
      countryCode: region === null ? null : (countries.get(region) ?? null),
    })),
  );
}
