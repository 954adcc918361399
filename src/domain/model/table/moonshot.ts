import { latent, mixedModel } from "../architecture";
import { configCopy, slime } from "../shapes/sources";
import type { ModelGroup } from "./row";

const latentHeads = { queryHeads: 64, rank: 512, rotaryDim: 64, plainDim: 128, valueDim: 128 };
const size = { layers: 61, hiddenSize: 7168, vocabulary: 163_840 };
/** 384 experts of 3 x 7168 x 2048 in 60 layers are INT4 in groups of 32; attention and the rest stay at 16 bits (`ignore`). */
const fourBit = { format: "int4_group_32", quantizedBillion: 1014.69 } as const;
const k2 = mixedModel({ ...size, source: configCopy("moonshotai--Kimi-K2-Instruct") }, [
  latent(61, latentHeads),
]);
const k2Thinking = mixedModel({ ...size, fourBit, source: slime("kimi-k2-thinking") }, [
  latent(61, latentHeads),
]);
const k25 = mixedModel({ ...size, fourBit, source: configCopy("moonshotai--Kimi-K2.5") }, [
  latent(61, latentHeads),
]);
const k26 = mixedModel({ ...size, fourBit, source: configCopy("nvidia--Kimi-K2.6-NVFP4") }, [
  latent(61, latentHeads),
]);
const k27 = mixedModel({ ...size, fourBit, source: configCopy("nvidia--Kimi-K2.7-Code-NVFP4") }, [
  latent(61, latentHeads),
]);
/** Embedding, attention, experts and the rest, added up from the config; the developer says "1T". */
const parameters = [1026.4, 32] as const;

export const moonshotModels: readonly ModelGroup[] = [
  {
    family: "Kimi K2",
    developer: "Moonshot AI",
    contextTokens: 262_144,
    rows: [
      ["kimi-k2-instruct", "Kimi K2 Instruct", parameters, k2, ["kimi-k2-instruct-0711"], 131_072],
      ["kimi-k2-instruct-0905", "Kimi K2 Instruct 0905", parameters, k2, []],
      ["kimi-k2-thinking", "Kimi K2 Thinking", parameters, k2Thinking, []],
      ["kimi-k2.5", "Kimi K2.5", parameters, k25, []],
      ["kimi-k2.6", "Kimi K2.6", parameters, k26, []],
      ["kimi-k2.7-code", "Kimi K2.7 Code", parameters, k27, []],
    ],
  },
];
