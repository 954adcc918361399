import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { modelById, modelNameKey, models, parseModelName } from "./model";
import { modelGroups } from "./model-table";

const rows = modelGroups.flatMap((group) => group.rows);

describe("the table of models", () => {
  it("has no two models under one name", () => {
    const owners = new Map<string, Set<string>>();
    for (const [id, name, , , names] of rows)
      for (const key of [id, name, ...names].map(modelNameKey))
        owners.set(key, (owners.get(key) ?? new Set()).add(id));
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  it("has ids that are their own key and unique", () => {
    expect(rows.filter(([id]) => modelNameKey(id) !== id).map(([id]) => id)).toEqual([]);
    expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
  });

  it("lists no name twice and none that needs no listing", () => {
    const needless = rows.flatMap(([id, name, , , names]) => {
      const own = [id, name].map(modelNameKey);
      return names.filter((listed, at) => {
        const key = modelNameKey(listed);
        return own.includes(key) || names.findIndex((other) => modelNameKey(other) === key) !== at;
      });
    });
    expect(needless).toEqual([]);
  });

  it("reads fewer weights for a token than there are, and both are known or neither is", () => {
    for (const model of models) {
      expect(model.parametersBillion === null, model.id).toBe(model.activeParametersBillion === null);
      expect(model.activeParametersBillion ?? 0, model.id).toBeLessThanOrEqual(model.parametersBillion ?? 0);
    }
  });

  it("bears the size that its name states, roughly", () => {
    for (const { name, parametersBillion } of models) {
      const stated = /(?<![\dx.A])(\d+(?:\.\d+)?)B\b/.exec(name)?.[1];
      // "17B 128E" is what is read for one token, E4B what is resident, 8x7B no sum, and Gemma's 7B counts no embedding.
      if (stated === undefined || parametersBillion === null || /128E|16E|E4B|Gemma 7B|8x/.test(name))
        continue;
      expect(Math.abs(parametersBillion - Number(stated)), name).toBeLessThanOrEqual(
        0.7 + Number(stated) / 10,
      );
    }
  });

  it.each([
    ["llama-3.1-8b-instruct", { layers: 32, hiddenSize: 4096, kvHeads: 8, headDim: 128 }],
    ["llama-3.1-405b-instruct", { layers: 126, hiddenSize: 16_384, kvHeads: 8, headDim: 128 }],
    ["qwen3-235b-a22b", { layers: 94, hiddenSize: 4096, kvHeads: 4, headDim: 128 }],
    ["gpt-oss-120b", { layers: 36, hiddenSize: 2880, kvHeads: 8, headDim: 64 }],
    ["phi-4", { layers: 40, hiddenSize: 5120, kvHeads: 10, headDim: 128 }],
  ])("has the shape of %s from its config", (id, architecture) => {
    expect(modelById(id)?.architecture).toEqual(architecture);
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
    ["not the vision model, and which weights it had nobody says", "llama-3.2-11b-text-preview"],
    ["a colon that is no route", "llama3.3:70b"],
    ["a route that nobody has", "deepseek-r1:groq-70b"],
    ["a word that only some models bear", "Qwen3-32B-Turbo"],
    ["a distillate", "DeepSeek-R1-0528-Qwen3-8B"],
    ["a format alone", "fp8"],
    ["nothing", ""],
    ["a separator", "-"],
    ["far too long", "x".repeat(100_000)],
  ])("takes %s for no model it lists", (_, raw) => {
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

  it("finds every model whatever the case, the separators and the namespace", () => {
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

  it("takes a name with a further word for no model it lists", () => {
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
  "groq llama-3.2-11b-text-preview": "text only, and which weights it had was never said",
  "groq llama-3.2-90b-text-preview": "text only, and which weights it had was never said",
};

const catalogue = z.array(z.object({ id: z.string(), models: z.array(z.object({ id: z.string() })) }));

/** What stands at a name's end or within it, without which it would be a relative. */
const telling = [
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

it.skipIf(isMissing)("knows every model of the stored price lists, or lets it wait for a reason", () => {
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
    for (const word of telling)
      if (modelNameKey(raw).split("-").includes(word)) expect(id.split("-"), raw).toContain(word);
  }
});
