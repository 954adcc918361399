import { z } from "zod";
import { badReply, defineProvider, type ProviderRequest, parseReply } from "../contract";
import {
  joinMapped,
  mapRows,
  type OfferDraft,
  optionalNumber,
  optionalPrice,
  optionalText,
} from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import { type Refusal, unmappedGpu, unmappedType } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { vultrMachines } from "./machines";

const MAX_PAGES = 20;

/** VRAM of a whole card by gpu_type. A plan states its own share, which can be a slice or several cards. */
export const cardVramGib: ReadonlyMap<string, number> = new Map([
  ["NVIDIA_A16", 16],
  ["NVIDIA_A40", 48],
  ["NVIDIA_A100", 80],
  ["NVIDIA_L40S", 48],
  ["NVIDIA_H100", 80],
  ["NVIDIA_GH200", 96],
  ["NVIDIA_B200", 180],
  ["AMD_MI300X", 192],
  ["AMD_MI325X", 256],
  ["AMD_MI355X", 288],
]);

/** Bare metal names its GPUs in the plan's id only. The plan named "l40" has L40S cards. */
export const metalCards: ReadonlyMap<string, readonly [gpuRaw: string, vramGib: number]> = new Map([
  ["a100", ["NVIDIA A100", 80]],
  ["h100", ["NVIDIA H100", 80]],
  ["l40", ["NVIDIA L40S", 48]],
  ["l40s", ["NVIDIA L40S", 48]],
  ["b200", ["NVIDIA B200", 180]],
  ["gh200", ["NVIDIA GH200", 96]],
  ["mi300x", ["AMD MI300X", 192]],
  ["mi325x", ["AMD MI325X", 256]],
  ["mi355x", ["AMD MI355X", 288]],
]);

// biome-ignore format: a table
const countries: ReadonlyMap<string, string> = new Map([
  ["ams", "NL"], ["atl", "US"], ["blr", "IN"], ["bom", "IN"], ["cdg", "FR"], ["del", "IN"], ["dfw", "US"], ["ewr", "US"],
  ["fra", "DE"], ["hnl", "US"], ["icn", "KR"], ["itm", "JP"], ["jnb", "ZA"], ["lax", "US"], ["lhr", "GB"], ["mad", "ES"],
  ["man", "GB"], ["mel", "AU"], ["mex", "MX"], ["mia", "US"], ["nrt", "JP"], ["ord", "US"], ["sao", "BR"], ["scl", "CL"],
  ["sea", "US"], ["sgp", "SG"], ["sjc", "US"], ["sto", "SE"], ["syd", "AU"], ["tlv", "IL"], ["waw", "PL"], ["yto", "CA"],
]);

/** What a location charges where it differs from the plan's own price. An empty object can come as an empty list. */
const locationCost = z.object({ hourly_cost: z.number().nullish(), hourly_cost_preemptible: optionalPrice });
const shared = {
  id: z.string().min(1),
  ram: optionalNumber,
  disk: optionalNumber,
  disk_count: optionalNumber,
  hourly_cost: z.number(),
  hourly_cost_preemptible: optionalPrice,
  location_cost: z.union([z.record(z.string(), locationCost), z.array(z.unknown()).length(0)]).nullish(),
  /** Whether the plan is sold in each of the two ways; it keeps both prices where it is not. */
  deploy_ondemand: z.boolean().nullish(),
  deploy_preemptible: z.boolean().nullish(),
  locations: z.array(z.string()),
};
const plan = z.object({
  ...shared,
  vcpu_count: optionalNumber,
  gpu_vram_gb: z.number(),
  gpu_type: z.string(),
  /** "1/8" for a slice; the newest plans have none. */
  gpu_count: z.union([z.number(), z.string()]).nullish().catch(null),
});
const metalPlan = z.object({ ...shared, cpu_threads: optionalNumber });
type PlanBase = z.infer<z.ZodObject<typeof shared>>;
type Cards = { gpuRaw: string; cardVramGib: number; gpuCount: number };

const links = { meta: z.object({ links: z.object({ next: optionalText }).nullish() }).nullish() };
const planPage = z.object({ plans: z.array(z.unknown()), ...links });
const metalPage = z.object({ plans_metal: z.array(z.unknown()), ...links });

export const vultr = defineProvider({
  slug: "vultr",
  name: "Vultr",
  website: "https://www.vultr.com",
  docsUrl: "https://www.vultr.com/api/",
  pricingUrl: "https://www.vultr.com/pricing/",
  baseUrl: "https://api.vultr.com",
  hosts: ["api.vultr.com"],
  pollEverySeconds: 300,
  secretNames: [],
  priceKind: { gpuHour: "live" },
  hasStock: true,
  hasSpot: true,
  machines: vultrMachines,
  ignoredFields,
  quirks: [
    {
      en: "A plan can be a slice of a card: its price per GPU is that of the whole card, its VRAM that of the slice.",
      es: "Un plan puede tener una fracción de una tarjeta; su precio por GPU es el de la tarjeta completa y su VRAM, la de la fracción.",
    },
    {
      en: "A plan without locations is sold out everywhere.",
      es: "Un plan sin ubicaciones está agotado en todas partes.",
    },
    {
      en: "Bare metal names its GPUs only in the plan's id.",
      es: "Bare metal nombra sus GPU solo en el id del plan.",
    },
    {
      en: "Some locations charge a price of their own, and some plans are sold in one of the two ways only, although both prices stand there.",
      es: "Algunas ubicaciones cobran un precio propio y algunos planes se venden de una sola de las dos maneras, aunque figuren ambos precios.",
    },
    {
      en: "A plan's preemptible price is shown as its spot offer. The API cannot order one, so it cannot be launched from here.",
      es: "El precio preemptible de un plan es su oferta spot; la API no permite pedirla, así que no se puede lanzar desde aquí.",
    },
    {
      en: "A halted machine is still billed until it is destroyed. Bare metal does not even show that it is halted.",
      es: "Una máquina apagada se sigue cobrando igual hasta que se destruye; bare metal ni siquiera muestra que está apagada.",
    },
    {
      en: "A refusal is a status and a sentence. To learn whether a plan was sold out, we ask its region afterwards.",
      es: "Un rechazo es un código de estado y una frase; si el plan estaba agotado se consulta después en su región.",
    },
  ],
  fetchOffers: async (request) => ({
    plans: await listPlans(request),
    plansMetal: await listMetal(request),
  }),
  response: z.object({ plans: z.array(z.unknown()), plansMetal: z.array(z.unknown()) }),
  toOffers: ({ plans, plansMetal }) =>
    joinMapped(
      mapRows({ rows: plans, schema: plan, labelFields: ["id"], toDrafts: planDrafts }),
      mapRows({ rows: plansMetal, schema: metalPlan, labelFields: ["id"], toDrafts: metalDrafts }),
    ),
});

function listPlans(request: ProviderRequest): Promise<unknown[]> {
  return collectPages(async (cursor) => {
    const reply = await request.getJson("/v2/plans", { type: "vcg", per_page: 500, ...cursor });
    const page = parseReply("vultr", planPage, reply);
    return { rows: page.plans, next: page.meta?.links?.next };
  });
}

function listMetal(request: ProviderRequest): Promise<unknown[]> {
  return collectPages(async (cursor) => {
    const page = parseReply(
      "vultr",
      metalPage,
      await request.getJson("/v2/plans-metal", { per_page: 500, ...cursor }),
    );
    return { rows: page.plans_metal, next: page.meta?.links?.next };
  });
}

type Page = { rows: unknown[]; next: string | null | undefined };

async function collectPages(getPage: (query: { cursor?: string }) => Promise<Page>): Promise<unknown[]> {
  const rows: unknown[] = [];
  let cursor = "";
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const page = await getPage(cursor === "" ? {} : { cursor });
    rows.push(...page.rows);
    if (!page.next) return rows;
    cursor = page.next;
  }
  throw badReply("vultr", `more than ${MAX_PAGES} pages`);
}

function planDrafts(row: z.infer<typeof plan>) {
  const card = cardVramGib.get(row.gpu_type);
  if (card === undefined) return unmappedGpu(row.gpu_type, null);
  const gpuRaw = row.gpu_type.replaceAll("_", " ");
  const gpuCount = statedCount(row.gpu_count) ?? cardsIn(row.gpu_vram_gb, card);
  const cards = { gpuRaw, cardVramGib: card, gpuCount };
  return placedDrafts(row, cards, row.vcpu_count);
}

function metalDrafts(row: z.infer<typeof metalPlan>) {
  if (!row.id.includes("gpu")) return [];
  const [, count = "1", name = ""] = /-(?:(\d+)-)?([a-z]+\d+[a-z]*)-gpu$/.exec(row.id) ?? [];
  const card = metalCards.get(name);
  if (card === undefined) return unmappedType(row.id);
  return placedDrafts(
    row,
    { gpuRaw: card[0], cardVramGib: card[1], gpuCount: Number(count) },
    row.cpu_threads,
  );
}

/** 8, "8" and "1/8"; null for anything else. */
function statedCount(stated: number | string | null | undefined): number | null {
  const [, whole, parts = "1"] = /^(\d{1,2})(?:\/(\d{1,2}))?$/.exec(String(stated)) ?? [];
  return whole === undefined ? null : Number(whole) / Number(parts);
}

/** Several whole cards, or a share of one. Anything between two whole numbers is kept and refused later as a count. */
function cardsIn(planVramGib: number, card: number): number {
  const whole = Math.round(planVramGib / card);
  return whole >= 1 && Math.abs(planVramGib / (whole * card) - 1) <= 0.07 ? whole : planVramGib / card;
}

function placedDrafts(row: PlanBase, cards: Cards, vcpus: number | null | undefined): OfferDraft[] | Refusal {
  const kinds = [
    ...(row.deploy_ondemand === false ? [] : [false]),
    ...(row.deploy_preemptible === false || row.hourly_cost_preemptible == null ? [] : [true]),
  ];
  if (kinds.length === 0) return { refused: { code: "sale.not_sold", parameters: {} } };
  const places = row.locations.length === 0 ? [null] : row.locations;
  return places.flatMap((region) =>
    kinds.map((isSpot) => ({
      ...cards,
      externalId: writePlacedOfferId({ instanceType: row.id, region, isSpot }),
      instanceType: row.id,
      usdPerHour: priceAt(row, region, isSpot),
      isSpot,
      availability: region === null ? ("unavailable" as const) : ("available" as const),
      region,
      countryCode: region === null ? null : (countries.get(region) ?? null),
      vcpus,
      ramGib: row.ram == null ? null : row.ram / 1024,
      diskGib: row.disk == null ? null : row.disk * (row.disk_count ?? 1),
    })),
  );
}

function priceAt(row: PlanBase, region: string | null, isSpot: boolean): number | string | null {
  const costs = Array.isArray(row.location_cost) ? null : row.location_cost;
  const here = region === null ? undefined : costs?.[region];
  return isSpot
    ? (here?.hourly_cost_preemptible ?? row.hourly_cost_preemptible ?? null)
    : (here?.hourly_cost ?? row.hourly_cost);
}
