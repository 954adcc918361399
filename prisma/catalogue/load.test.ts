import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { gpuById, parseGpuName } from "@/domain/gpu/gpu";
import { parseMicroUsd } from "@/domain/money";
import { firstDayOf, isExactDay, lastDayOf } from "@/domain/offer/list-day";
import { type CatalogueFile, loadCatalogue } from "./load";
import { publishedPrices } from "./read-list";

const catalogue = loadCatalogue();

/** First day on sale, where a document with the day could be read; of every other card, the GPU table knows the year. */
const onSaleFrom: Record<string, string> = {
  // http://kad8.com/news/nvidia-rtx-5090-specifications-and-price-preview
  "rtx-5090-32": "2025-01-30",
};
const providers = [
  "aws", "azure", "coreweave", "deepinfra", "fireworks", "google", "groq", "huggingface", "lambda",
  "paperspace", "replicate", "runpod", "shadeform", "together", "vastai", "verda", "vultr",
];

function list(provider: string): CatalogueFile {
  const found = catalogue.find((file) => file.provider === provider);
  if (!found) throw new Error(`no price list of ${provider}`);
  return found;
}

const rows = (provider: string, instanceType: string, region?: string) =>
  list(provider).offers.filter(
    (offer) => offer.instanceType === instanceType && (region === undefined || offer.region === region),
  );

describe("the committed price lists", () => {
  it("cover every provider of the platform and no other", () => {
    expect(catalogue.map(({ provider }) => provider)).toEqual(providers);
  });

  it.each(catalogue.map((file) => [file.provider, file] as const))("%s sells something", (_, file) => {
    expect(file.offers.length + (file.tokenPrices?.length ?? 0)).toBeGreaterThan(1);
  });

  it.each(catalogue.map((file) => [file.provider, file] as const))("%s names only known GPUs", (_, file) => {
    const unknown = file.offers
      .filter(({ gpuRaw, vramGib, gpuCount }) => !parseGpuName(gpuRaw, { vramGib, count: gpuCount }))
      .map(({ gpuRaw, vramGib, gpuCount }) => `${gpuCount}x ${gpuRaw} ${vramGib}`);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it("price a GPU-hour between 3 cents and 20 dollars", () => {
    const prices = catalogue.flatMap(({ provider, offers }) =>
      offers.map(({ instanceType, usdPerGpuHour }) => ({
        row: `${provider} ${instanceType}`,
        price: parseMicroUsd(usdPerGpuHour),
      })),
    );
    expect(prices.filter(({ price }) => price < 30_000 || price > 20_000_000)).toEqual([]);
  });

  it("have no row dated later than the newest source", () => {
    const dates = catalogue.flatMap(({ listedOn, offers }) => [
      listedOn,
      ...offers.map((row) => row.listedOn ?? listedOn),
    ]);
    const isOutside = (listed: string) =>
      firstDayOf(listed) < "2024-01-01" || (lastDayOf(listed) ?? listed) > "2026-11-23";
    expect(dates.filter(isOutside)).toEqual([]);
  });

  it("cite each row of a day of its own with what was read that day, never with the snapshot of the whole list", () => {
    const { source } = list("lambda");
    const { offers } = publishedPrices("lambda");
    const read = (day: string) =>
      new Set(offers.filter(({ listedOn }) => listedOn === day).map(({ sourceUrl = source.url }) => sourceUrl));
    expect([...read("2026-08-22")]).toEqual([
      expect.stringMatching(/adriannutiu\/gpu-rental-prices.*2026-08-22\.json$/),
    ]);
    expect([...read("2026-07-05")]).toEqual([
      expect.stringMatching(/adriannutiu\/gpu-rental-prices.*2026-07-05\.json$/),
    ]);
    expect([...read("2026-09-20")]).toEqual(["https://lambda.ai/pricing"]);
    expect([...read("2025-11-17/2026-11-23")]).toEqual([source.url]);
  });

  it("carry the attribution that the licence of gpurentalprices.com asks for", () => {
    const cites = JSON.stringify(catalogue).includes("gpurentalprices.com");
    const readme = readFileSync(path.join(import.meta.dirname, "README.md"), "utf8");
    expect(cites).toBe(true);
    expect(readme).toContain("GPU rental price data by [gpurentalprices.com](https://gpurentalprices.com), CC BY 4.0");
  });

  it("have no row from before its card was on sale, not even where only a span is known", () => {
    const rows = catalogue.flatMap(({ provider }) =>
      publishedPrices(provider).offers.map(({ gpuId, instanceType, listedOn = "" }) => ({
        row: `${provider} ${instanceType} ${listedOn}`,
        firstDay: firstDayOf(listedOn),
        onSale: onSaleFrom[gpuId] ?? `${gpuById(gpuId)?.releasedYear}-01-01`,
      })),
    );
    expect(rows.length).toBeGreaterThan(900);
    expect(rows.filter(({ firstDay, onSale }) => firstDay < onSale).map(({ row }) => row)).toEqual([]);
  });

  it("never name the first of January for a year of which no day is known", () => {
    const days = catalogue.flatMap((file) => [file.listedOn, ...file.offers.map((row) => row.listedOn ?? "")]);
    expect(days.filter((listed) => isExactDay(listed) && listed.endsWith("-01-01"))).toEqual([]);
    const notes = catalogue.flatMap(({ note }) => note ?? []);
    expect(notes.filter((note) => /first day|start of that span|dated the first/.test(note))).toEqual([]);
  });
});

describe("pitfalls of the sources", () => {
  it("AWS: a spot price equal to the on-demand price is not a spot offer", () => {
    expect(rows("aws", "p5.4xlarge", "eu-west-2").map(({ isSpot }) => isSpot)).toEqual([false]);
    expect(list("aws").leftOut?.map(({ row }) => row)).toContain("p5.4xlarge eu-west-2 spot");
  });

  it("AWS: a machine without an on-demand price is offered as spot only", () => {
    expect(new Set(rows("aws", "p5e.48xlarge").map(({ isSpot }) => isSpot))).toEqual(new Set([true]));
  });

  it("AWS: the spot price is the lowest of the region's zones, per GPU", () => {
    const spot = rows("aws", "p5.48xlarge", "us-east-1").find(({ isSpot }) => isSpot);
    expect(Number(spot?.usdPerGpuHour) * 8).toBeLessThanOrEqual(21.1543);
  });

  it("Azure: an ND96isr_H100_v5 has 8 GPUs, not 12", () => {
    const machine = rows("azure", "Standard_ND96isr_H100_v5", "eastus");
    expect(machine).toMatchObject([{ gpuCount: 8, usdPerGpuHour: "12.29", isSpot: false }]);
  });

  it("Azure: the H100 of the NC series is the NVL with 94 GB", () => {
    expect(rows("azure", "Standard_NC40ads_H100_v5", "eastus")).toMatchObject([
      { gpuRaw: "H100 NVL", vramGib: 94 },
    ]);
  });

  it("Google: the price of a VM is host plus GPUs, and matches the price of the whole VM from another source", () => {
    const [onDemand] = rows("google", "a3-highgpu-8g", "us-east4");
    expect(Number(onDemand?.usdPerGpuHour)).toBeCloseTo(10.9791, 3);
  });

  it("Google: an on-demand price below spot is left out, with the reason", () => {
    expect(rows("google", "a2-ultragpu-1g", "us-central1").map(({ isSpot }) => isSpot)).toEqual([true]);
    expect(list("google").leftOut?.map(({ row }) => row)).toContain("a2-ultragpu-1g us-central1 on demand");
  });

  it("RunPod: the swapped L40S rows and the duplicate A100 rows of 2025 are left out", () => {
    const rented = list("runpod").offers.filter(({ instanceType }) => !instanceType.startsWith("serverless"));
    expect(rented.filter(({ gpuRaw }) => gpuRaw.includes("L40S"))).toEqual([]);
    expect(rented.filter(({ gpuRaw, listedOn }) => gpuRaw.includes("A100") && !listedOn)).toEqual([]);
  });

  it("RunPod and Lambda: a list of all regions does not say where the machine is available", () => {
    for (const provider of ["runpod", "lambda"])
      expect(new Set(list(provider).offers.map(({ region }) => region))).toEqual(new Set([null]));
  });

  it("Vast.ai: VRAM is that of one card, and a card with 48 GB is not an RTX 4090", () => {
    expect(rows("vastai", "8x H200")).toMatchObject([{ vramGib: 141 }]);
    expect(rows("vastai", "1x RTX 4090").map(({ vramGib }) => vramGib)).not.toContain(48);
  });

  it("Vast.ai: a spot price of 0.00 is not a spot offer, and no region begins with a comma", () => {
    const { offers } = list("vastai");
    expect(offers.filter(({ isSpot }) => isSpot)).toEqual([]);
    expect(offers.filter(({ region }) => region?.startsWith(","))).toEqual([]);
  });

  it("Azure: a fraction of an MI25 that the source counts as a card is left out, with the reason", () => {
    expect(list("azure").offers.filter(({ gpuRaw }) => gpuRaw.includes("MI25"))).toEqual([]);
    expect(list("azure").leftOut?.map(({ row }) => row)).toContain("Standard_NV16as_v4");
  });

  it("Azure: machines without an accelerator or without a price are left out", () => {
    const { offers, leftOut } = list("azure");
    expect(offers.filter(({ instanceType }) => /V620|A10_v4/.test(instanceType))).toEqual([]);
    expect(leftOut?.map(({ row }) => row)).toContain("Standard_NC16ads_A10_v4");
  });

  it("Google: no on-demand H100 is far below the other regions, as mislabelled calendar rates would be", () => {
    const prices = list("google")
      .offers.filter(({ instanceType, isSpot }) => instanceType.startsWith("a3-highgpu") && !isSpot)
      .map(({ usdPerGpuHour }) => Number(usdPerGpuHour));
    expect(prices.length).toBeGreaterThan(5);
    expect(Math.max(...prices) / Math.min(...prices)).toBeLessThan(1.5);
  });

  it("RunPod: duplicate rows of the source are used once, and RAM is not taken from its VRAM column", () => {
    const b200 = rows("runpod", "2x B200 secure");
    expect(b200).toHaveLength(1);
    const old = list("runpod").offers.filter(({ listedOn }) => listedOn === undefined);
    expect(old.filter(({ ramGib }) => ramGib !== null)).toEqual([]);
  });

  it("Shadeform: one row for each cloud, type and region, with the VRAM of one card", () => {
    const keys = list("shadeform").offers.map(({ instanceType, region }) => `${instanceType} ${region}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("Verda: a row with a spot price but no on-demand price is a spot offer only", () => {
    expect(rows("verda", "8B200.240V").map(({ isSpot }) => isSpot)).toEqual([true]);
  });
});

describe("a list that cannot be used", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  const offer = {
    instanceType: "x", gpuRaw: "L4", gpuCount: 1, vramGib: 24, region: null, countryCode: null,
    isSpot: false, usdPerGpuHour: "0.5", vcpus: null, ramGib: null, diskGib: null,
  };
  const file = {
    provider: "acme", name: "Acme", listedOn: "2026-01-01",
    source: { title: "t", url: "https://example.com/p" }, offers: [offer],
  };

  function load(contents: unknown, name = "acme.json"): CatalogueFile[] {
    const folder = mkdtempSync(path.join(tmpdir(), "catalogue-"));
    folders.push(folder);
    writeFileSync(path.join(folder, name), JSON.stringify(contents));
    return loadCatalogue(folder);
  }

  it("loads when it is valid", () => {
    expect(load(file)).toEqual([file]);
  });

  it.each([
    ["a price of zero", { ...file, offers: [{ ...offer, usdPerGpuHour: "0.00" }] }],
    ["a price that is a number", { ...file, offers: [{ ...offer, usdPerGpuHour: 0.5 }] }],
    ["a negative price", { ...file, offers: [{ ...offer, usdPerGpuHour: "-1" }] }],
    ["the same offer twice", { ...file, offers: [offer, { ...offer, usdPerGpuHour: "0.6" }] }],
    ["a spot price equal to the on-demand price", { ...file, offers: [offer, { ...offer, isSpot: true }] }],
    ["an unknown field", { ...file, offers: [{ ...offer, price: 1 }] }],
    ["a day that does not exist", { ...file, listedOn: "2026-02-30" }],
    ["a span that ends before it begins", { ...file, listedOn: "2026-02-01/2026-01-01" }],
    ["a row with a day of its own and no source of it", { ...file, offers: [{ ...offer, listedOn: "2026-01-02" }] }],
    ["a row with a source of its own and no day of it", { ...file, offers: [{ ...offer, source: file.source }] }],
    [
      "a token price with a day of its own and no source of it",
      {
        ...file,
        tokenPrices: [
          {
            model: "m", inputUsdPerMillion: "1", outputUsdPerMillion: "1", cachedInputUsdPerMillion: null,
            contextTokens: null, listedOn: "2026-01-02",
          },
        ],
      },
    ],
    ["another provider's name", { ...file, provider: "other" }],
    [
      "a token price that a documenting provider neither ended nor sells",
      {
        ...file,
        validitySource: { title: "t", url: "https://example.com/v", readOn: "2026-01-02" },
        tokenPrices: [
          {
            model: "m", inputUsdPerMillion: "1", outputUsdPerMillion: "1", cachedInputUsdPerMillion: null,
            contextTokens: null,
          },
        ],
      },
    ],
  ])("refuses %s and names the file", (_, contents) => {
    expect(() => load(contents)).toThrow("acme.json");
  });
});
