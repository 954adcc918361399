import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { modelNameKey, models, parseModelName } from "./model";
import { modelGroups } from "./model-table";

const rows = modelGroups.flatMap((group) => group.rows);

/** Models of which no config could be read. Their pages say so; a shape that is read later leaves this list. */
const unreadShapes = [
  "llama-3.2-11b-vision-instruct",
  "llama-3.2-90b-vision-instruct",
  "llama-guard-4-12b",
  "deepseek-v4-flash",
  "deepseek-v4-pro",
  "qwen3.7-plus",
  "qwen3.6-plus",
  "qwen3-coder-next",
  "qwen2.5-vl-72b-instruct",
  "qwen1.5-0.5b",
  "qwen1.5-0.5b-chat",
  "gemma-3n-e4b-it",
  "mistral-small-3.1-24b-instruct-2503",
  "magistral-small-2509",
  "mistral-saba-24b",
  "mistral-large-3-675b-instruct-2512",
  "devstral-2-123b-instruct-2512",
  "ministral-3-8b-instruct-2512",
  "ministral-3-14b-instruct-2512",
  "phi-4-multimodal-instruct",
  "phi-3-medium-128k-instruct",
  "glm-4.5v",
  "glm-4.6",
  "glm-4.6v-flash",
  "autoglm-phone-9b-multilingual",
  "minimax-m1-80k",
  "minimax-m2.1",
  "minimax-m3",
  "llama-3.1-nemotron-ultra-253b-v1",
  "nemotron-nano-9b-v2",
  "nemotron-nano-12b-v2",
  "gemma-sea-lion-v4-27b-it",
  "qwen-sea-lion-v4-32b-it",
  "redpajama-incite-7b-base",
  "redpajama-incite-7b-chat",
  "redpajama-incite-7b-instruct",
  "gpt-jt-moderation-6b",
  "stripedhyena-hessian-7b",
  "stripedhyena-nous-7b",
  "dictalm-3.0-24b-thinking",
  "ernie-4.5-21b-a3b-pt",
  "ernie-4.5-300b-a47b-base-pt",
  "ernie-4.5-vl-28b-a3b-pt",
  "ernie-4.5-vl-424b-a47b-base-pt",
  "olmo-3-7b-instruct",
  "olmo-3.1-32b-instruct",
  "yi-6b",
  "apertus-8b-instruct-2509",
  "apertus-70b-instruct-2509",
  "eurollm-22b-instruct-2512",
  "rnj-1-instruct",
  "apriel-1.6-15b-thinker",
];

describe("the table of models", () => {
  it("gives no name to two models", () => {
    const owners = new Map<string, Set<string>>();
    for (const [id, name, , , names] of rows)
      for (const key of [id, name, ...names].map(modelNameKey))
        owners.set(key, (owners.get(key) ?? new Set()).add(id));
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  it("has unique ids that are already in the form of a key", () => {
    expect(rows.filter(([id]) => modelNameKey(id) !== id).map(([id]) => id)).toEqual([]);
    expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
  });

  it("lists no name twice and no name that the id or display name already covers", () => {
    const redundant = rows.flatMap(([id, name, , , names]) => {
      const own = [id, name].map(modelNameKey);
      return names.filter((listed, at) => {
        const key = modelNameKey(listed);
        return own.includes(key) || names.findIndex((other) => modelNameKey(other) === key) !== at;
      });
    });
    expect(redundant).toEqual([]);
  });

  it("never has more active than total parameters, and knows both or neither", () => {
    for (const model of models) {
      expect(model.parametersBillion === null, model.id).toBe(model.activeParametersBillion === null);
      expect(model.activeParametersBillion ?? 0, model.id).toBeLessThanOrEqual(model.parametersBillion ?? 0);
    }
  });

  it("has roughly the size that each name states", () => {
    for (const { name, parametersBillion } of models) {
      const stated = /(?<![\dx.A])(\d+(?:\.\d+)?)B\b/.exec(name)?.[1];
      // "17B 128E" is read for one token, E4B is resident, 8x7B is not a sum, and Gemma's 7B excludes the embeddings.
      if (stated === undefined || parametersBillion === null || /128E|16E|E4B|Gemma 7B|8x/.test(name))
        continue;
      expect(Math.abs(parametersBillion - Number(stated)), name).toBeLessThanOrEqual(
        0.7 + Number(stated) / 10,
      );
    }
  });

  it("has an address where every shape was read, and shapes that add up", () => {
    for (const { id, architecture, parametersBillion } of models) {
      if (architecture === null) continue;
      expect(architecture.source, id).toMatch(/^https:\/\/\S+$/);
      expect(architecture.embeddingParameters / 1e9, id).toBeLessThan(parametersBillion ?? 0);
      const layers = architecture.attention.reduce((sum, one) => sum + one.layers, 0);
      expect(layers, id).toBeGreaterThan(0);
      expect(layers, id).toBeLessThanOrEqual(architecture.layers);
    }
  });

  it("has the shapes of most models of known size, and leaves the others unknown", () => {
    const unknown = models.filter(({ architecture }) => architecture === null).map(({ id }) => id);
    expect(models.length - unknown.length).toBeGreaterThanOrEqual(100);
    expect(unknown.sort()).toEqual([...unreadShapes].sort());
  });
});

describe("parseModelName", () => {
  it.each([
    ["meta-llama/Llama-3.3-70B-Instruct", "llama-3.3-70b-instruct"],
    ["meta-llama/Llama-3.3-70B-Instruct-Turbo", "llama-3.3-70b-instruct"],
    ["meta-llama/Llama-3.3-70B-Instruct:novita", "llama-3.3-70b-instruct"],
    ["accounts/fireworks/models/llama-v3p3-70b-instruct", "llama-3.3-70b-instruct"],
    ["meta.llama3-3-70b-instruct-v1:0", "llama-3.3-70b-instruct"],
    ["LLAMA 3.3 70B INSTRUCT", "llama-3.3-70b-instruct"],
    ["accounts/fireworks/models/deepseek-v3p1", "deepseek-v3.1"],
    ["nemotron-3-ultra-nvfp4", "nemotron-3-ultra"],
    ["Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", "qwen3-235b-a22b-instruct-2507"],
  ])("knows %s", (raw, id) => {
    expect(parseModelName(raw)?.id).toBe(id);
  });

  it.each([
    ["the base model", "Llama-3.3-70B"],
    ["another size", "Llama-3.3-8B-Instruct"],
    ["somebody's further training", "Llama-3.3-70B-Instruct-abliterated"],
    ["a text-only variant whose weights were never stated", "llama-3.2-11b-text-preview"],
    ["a colon without a route", "llama3.3:70b"],
    ["an unknown route", "deepseek-r1:groq-70b"],
    ["a word that only some models have", "Qwen3-32B-Turbo"],
    ["a distilled model", "DeepSeek-R1-0528-Qwen3-8B"],
    ["a format alone", "fp8"],
    ["nothing", ""],
    ["a separator", "-"],
    ["far too long", "x".repeat(100_000)],
  ])("matches no listed model: %s", (_, raw) => {
    expect(parseModelName(raw)).toBeNull();
  });

  it.each([
    ["deepseek-v3", "deepseek-v3-0324"],
    ["deepseek-v3.2", "deepseek-v3.2-exp"],
    ["kimi-k2-instruct", "kimi-k2-instruct-0905"],
    ["gpt-oss-120b", "gpt-oss-safeguard-20b"],
    ["mixtral-8x7b-v0.1", "mixtral-8x7b-instruct-v0.1"],
    ["qwen1.5-7b", "qwen1.5-7b-chat"],
    ["qwen3-235b-a22b-instruct-2507", "qwen3-235b-a22b-thinking-2507"],
    ["olmo-7b", "olmo-7b-instruct"],
  ])("keeps %s and %s apart", (one, other) => {
    expect([parseModelName(one)?.id, parseModelName(other)?.id]).toEqual([one, other]);
  });

  it("finds every model whatever the case, separators and namespace", () => {
    const name = fc.constantFrom(
      ...rows.flatMap(([id, display, , , names]) => [id, display, ...names].map((text) => ({ id, text }))),
    );
    fc.assert(
      fc.property(
        name,
        fc.constantFrom("-", "_", " ", "--"),
        fc.boolean(),
        ({ id, text }, separator, isUpper) => {
          const spelt = text.replace(/[-_ ]+/g, separator);
          expect(parseModelName(`some/one/${isUpper ? spelt.toUpperCase() : spelt}`)?.id).toBe(id);
        },
      ),
    );
  });

  it("matches no listed model for a name with an additional word", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.constantFrom("abliterated", "lora", "mini", "draft"),
        ({ id }, word) => {
          expect(parseModelName(`${id}-${word}`)).toBeNull();
        },
      ),
    );
  });
});

const file = path.join(
  process.env.CATALOG_DIR ?? path.resolve(process.cwd(), "../shared/catalog"),
  "genai-prices.json",
);
const isMissing = !existsSync(file);
if (isMissing) console.warn(`price catalogue not found at ${file}: its model names are not checked`);

/** Names that wait on the status page, and why. */
const waiting: Record<string, string> = {
  "groq llama-3.2-11b-text-preview": "text only, and its weights were never stated",
  "groq llama-3.2-90b-text-preview": "text only, and its weights were never stated",
};

const catalogue = z.array(
  z.object({
    id: z.string(),
    models: z.array(z.object({ id: z.string(), context_window: z.number().nullish() })),
  }),
);

/** Words that distinguish a model from similar ones, anywhere in its name. */
const distinguishingWords = [
  "instruct",
  "thinking",
  "coder",
  "vl",
  "vision",
  "distill",
  "guard",
  "2507",
  "0528",
  "0324",
  "0905",
  "base",
];

it.skipIf(isMissing)(
  "knows every model of the stored price lists, except those that wait for a stated reason",
  () => {
    const names = catalogue
      .parse(JSON.parse(readFileSync(file, "utf8")))
      .filter(({ id }) => ["groq", "together", "fireworks"].includes(id) || id.startsWith("huggingface_"))
      .flatMap((provider) => provider.models.map((model) => ({ provider: provider.id, raw: model.id })));
    const unknown = names
      .filter(({ raw }) => parseModelName(raw) === null)
      .map(({ provider, raw }) => `${provider} ${raw}`);
    expect(unknown.sort()).toEqual(Object.keys(waiting).sort());
    for (const { raw } of names) {
      const id = parseModelName(raw)?.id;
      if (id === undefined) continue;
      const size = /(?<![\w.])(\d+(?:\.\d+)?)b(?![\w.])/.exec(modelNameKey(raw))?.[0];
      if (size !== undefined) expect(id, raw).toContain(size);
      for (const word of distinguishingWords)
        if (modelNameKey(raw).split("-").includes(word)) expect(id.split("-"), raw).toContain(word);
    }
  },
);

/** Providers that state a longer context than the model's published config, which binds. */
const longerThanTheModel = [
  "fireworks minimax-m2p1",
  "huggingface_novita MiniMaxAI/MiniMax-M2",
  "huggingface_novita zai-org/GLM-4.6",
  "huggingface_novita zai-org/GLM-4.7",
  "huggingface_novita zai-org/GLM-5",
  "minimax MiniMax-M2",
  "ovhcloud Mistral-7B-Instruct-v0.3",
];

it.skipIf(isMissing)("binds no call of the stored price lists by a limit that others contradict", () => {
  const longer = catalogue.parse(JSON.parse(readFileSync(file, "utf8"))).flatMap(({ id, models: listed }) =>
    listed.flatMap((one) => {
      const limit = parseModelName(one.id)?.contextTokens ?? null;
      return limit !== null && (one.context_window ?? 0) > limit ? [`${id} ${one.id}`] : [];
    }),
  );
  expect([...new Set(longer)].sort()).toEqual(longerThanTheModel);
});
