import { describe, expect, it } from "vitest";
import { hasEnded, inForce } from "@/domain/offer/validity";
import { parseModelName } from "@/domain/model/model";
import { loadCatalogue } from "./load";
import { publishedPrices } from "./read-list";

/** Read on 2026-11-30 in the providers' own documents; the last day is the one before the day of removal. */
const documented = {
  // https://console.groq.com/docs/deprecations
  groq: {
    "llama-3.2-11b-text-preview": "2024-10-27",
    "llama-3.2-90b-text-preview": "2024-11-24",
    "gemma-7b-it": "2024-12-17",
    "llama3-groq-8b-8192-tool-use-preview": "2025-01-05",
    "llama3-groq-70b-8192-tool-use-preview": "2025-01-05",
    "llama-3.1-70b-versatile": "2025-01-23",
    "mixtral-8x7b-32768": "2025-03-19",
    "llama-3.2-1b-preview": "2025-04-13",
    "llama-3.2-3b-preview": "2025-04-13",
    "llama-3.2-11b-vision-preview": "2025-04-13",
    "llama-3.2-90b-vision-preview": "2025-04-13",
    "llama-3.3-70b-specdec": "2025-04-13",
    "llama-guard-3-8b": "2025-06-05",
    "mistral-saba-24b": "2025-07-29",
    "llama3-70b-8192": "2025-08-29",
    "llama3-8b-8192": "2025-08-29",
    "deepseek-r1-distill-llama-70b": "2025-10-01",
    "gemma2-9b-it": "2025-10-07",
    "moonshotai/kimi-k2-instruct": "2025-10-09",
    "meta-llama/llama-guard-4-12b": "2026-03-04",
    "meta-llama/llama-4-maverick-17b-128e-instruct": "2026-03-08",
    "qwen/qwen3-32b": "2026-07-16",
    "meta-llama/llama-4-scout-17b-16e-instruct": "2026-07-16",
    "llama-3.1-8b-instant": "2026-08-15",
    "llama-3.3-70b-versatile": "2026-08-15",
  },
  // https://docs.together.ai/docs/deprecations
  together: {
    "meta-llama/Llama-2-70b-chat-hf": "2024-08-21",
    "zero-one-ai/Yi-34B": "2024-08-21",
    "NousResearch/Nous-Hermes-2-Yi-34B": "2024-10-06",
    "meta-llama/Meta-Llama-3-70B-Instruct-Lite": "2025-03-10",
    "mistralai/Mistral-7B-v0.1": "2025-03-26",
    "microsoft/WizardLM-2-8x22B": "2025-04-23",
    "meta-llama/Meta-Llama-3-8B-Instruct-Turbo": "2025-05-15",
    "mistralai/Mixtral-8x22B-Instruct-v0.1": "2025-06-12",
    "meta-llama/Llama-3-8b-chat-hf": "2025-08-27",
    "mistralai/Mistral-7B-Instruct-v0.1": "2025-11-12",
    "meta-llama/Meta-Llama-3-70B-Instruct-Turbo": "2025-12-22",
    "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo": "2026-02-05",
    "meta-llama/Llama-4-Scout-17B-16E-Instruct": "2026-02-05",
    "meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo": "2026-02-24",
    "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo": "2026-03-05",
    "meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8": "2026-03-30",
    "mistralai/Mixtral-8x7B-Instruct-v0.1": "2026-04-15",
    "meta-llama/Meta-Llama-3-8B-Instruct-Lite": "2026-07-09",
  },
};
const cases = Object.entries(documented).flatMap(([provider, models]) =>
  Object.entries(models).map(([model, lastDay]) => ({ provider, model, lastDay })),
);
const listDay = new Date("2026-08-21T12:00:00Z");
const soldOn = (provider: string, now: Date) =>
  publishedPrices(provider)
    .tokenOffers.filter((offer) => inForce(offer.validity ?? null, now))
    .map(({ externalId }) => externalId);

describe("what providers have withdrawn", () => {
  it.each(cases)("$provider: $model is sold until $lastDay and not after", ({ provider, model, lastDay }) => {
    const offer = publishedPrices(provider).tokenOffers.find(({ externalId }) => externalId === model);
    expect(offer?.validity?.lastDay).toBe(lastDay);
    expect(soldOn(provider, new Date(`${lastDay}T23:59:59.999Z`))).toContain(model);
    expect(soldOn(provider, listDay)).not.toContain(model);
  });

  it("leaves of Groq's list only what its documents do not end", () => {
    expect(soldOn("groq", listDay)).toEqual(["openai/gpt-oss-120b", "openai/gpt-oss-20b"]);
  });

  it("leaves of Together's list only what its documents do not end", () => {
    expect(soldOn("together", listDay)).toEqual([]);
  });

  it.each([
    ["groq", ["llama2-70b-4096"]],
    [
      "together",
      [
        "meta-llama/Llama-3-70b-chat-hf",
        "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        "meta-llama/Meta-Llama-3.3-70B-Instruct-Turbo",
        "mistralai/Mistral-7B-Instruct-v0.2",
        "togethercomputer/StripedHyena-Nous-7B",
        "upstage/SOLAR-10.7B-Instruct-v1.0",
      ],
    ],
    ["huggingface", ["meta-llama/Llama-3.3-70B-Instruct:together", "openai/gpt-oss-20b:together"]],
  ])("%s: a model that no document calls sold or ended is left out, with the reason", (provider, models) => {
    const list = loadCatalogue().find((file) => file.provider === provider);
    expect(list?.tokenPrices?.filter(({ model }) => models.includes(model))).toEqual([]);
    const reasons = new Map(list?.leftOut?.map(({ row, reason }) => [row, reason]));
    for (const model of models) expect(reasons.get(model)).toMatch(/cannot be confirmed/);
  });

  it.each(["groq", "together"])("Hugging Face: a model that %s serves ends when %s withdraws it", (company) => {
    const routed = publishedPrices("huggingface").tokenOffers.filter(({ externalId }) =>
      externalId.endsWith(`:${company}`),
    );
    expect(routed.length).toBeGreaterThan(3);
    const own = publishedPrices(company).tokenOffers;
    const wrong = routed.flatMap(({ externalId, modelId, validity }) => {
      const days = own
        .filter((offer) => parseModelName(offer.modelRaw)?.id === modelId)
        .map((offer) => offer.validity?.lastDay ?? null);
      const last = days.length === 0 || days.includes(null) ? null : days.sort().at(-1);
      return last === null || last === validity?.lastDay ? [] : [{ externalId, last, stated: validity?.lastDay }];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["Qwen/Qwen3-32B:groq", "2026-07-16"],
    ["meta-llama/Llama-3.3-70B-Instruct:groq", "2026-08-15"],
    ["meta-llama/Llama-4-Scout-17B-16E-Instruct:groq", "2026-07-16"],
    ["meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8:together", "2026-03-30"],
    ["Qwen/Qwen3-32B:novita", "2026-06-30"],
    ["meta-llama/Meta-Llama-3-70B-Instruct:novita", "2026-06-18"],
    ["meta-llama/Meta-Llama-3-8B-Instruct:novita", "2026-06-18"],
    ["meta-llama/Llama-3.1-8B-Instruct:cerebras", "2026-05-26"],
  ])("Hugging Face: %s ends on %s, as the company behind it says", (model, lastDay) => {
    const offer = publishedPrices("huggingface").tokenOffers.find(({ externalId }) => externalId === model);
    expect(offer?.validity).toMatchObject({ lastDay, sourceUrl: expect.not.stringContaining("huggingface") });
  });

  it("Groq: a model of 405 billion parameters at the price of one of 70 is left out, with the reason", () => {
    const groq = loadCatalogue().find(({ provider }) => provider === "groq");
    expect(groq?.tokenPrices?.map(({ model }) => model)).not.toContain("llama-3.1-405b-reasoning");
    expect(groq?.leftOut?.map(({ row }) => row)).toContain("llama-3.1-405b-reasoning");
  });

  it("Azure: every NCv3 was retired on 2025-09-30, and no other machine", () => {
    const now = new Date("2025-09-30T00:00:00Z");
    const ended = publishedPrices("azure").offers.filter(({ validity }) => hasEnded(validity ?? null, now));
    expect(new Set(ended.map(({ instanceType }) => instanceType))).toEqual(
      new Set(["Standard_NC6s_v3", "Standard_NC12s_v3", "Standard_NC24s_v3", "Standard_NC24rs_v3"]),
    );
    const before = new Date(now.getTime() - 1);
    expect(ended.every(({ validity }) => inForce(validity ?? null, before))).toBe(true);
  });

  it("names the document and the day on which it was read", () => {
    const offers = loadCatalogue().flatMap(({ provider }) => {
      const { offers, tokenOffers } = publishedPrices(provider);
      return [...offers, ...tokenOffers];
    });
    const dated = offers.flatMap(({ validity }) => validity ?? []);
    expect(dated.length).toBeGreaterThan(90);
    expect(dated.filter(({ sourceUrl, readOn }) => !sourceUrl.startsWith("https://") || readOn === "")).toEqual([]);
  });
});
